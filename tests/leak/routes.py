"""What each role gets on somebody else's object: one row for every route.

The owner of what the addresses name is a participant of the room. Those who ask:

stranger     a browser that has never been here
projector    one that has opened the projector's page, and nothing else
guest        a guest of the same room, at another table
participant  a participant of the same room, at another table
other        a participant of another kull, in a room that is live at the same time
leader       a signed-in prosessleder who leads the kull, and is its kursholder
colleague    a signed-in prosessleder of the other kull alone
owner        the owner of the installation, who leads no kull

So a row has eight statuses; where the eighth is not written, the owner gets what a colleague gets.
What a prosessleder gets for their own kull a colleague gets 403 for, or 404 where it is not even
said that something is there. Which of these follow from which right is test_rights.py.
"""

ROLES = ("stranger", "projector", "guest", "participant", "other", "leader", "colleague", "owner")

TABLE = """
GET  /                                                         200 200 200 200 200 200 200
POST /                                                         303 303 303 303 303 303 303
GET  /bevis                                                    401 401 401 401 401 200 403
POST /bevis/utsted                                             401 401 401 401 401 422 403
GET  /bevis/<int:certificate_id>                               401 401 401 401 401 200 403
GET  /bevis/<int:certificate_id>.pdf                           401 401 401 401 401 200 403
GET  /bevis/<int:certificate_id>/logo.png                      401 401 401 401 401 404 403
POST /bevis/<int:certificate_id>/rett                          401 401 401 401 401 422 403
POST /bevis/<int:certificate_id>/trekk                         401 401 401 401 401 422 403
GET  /kontroll                                                 200 200 200 200 200 200 200
GET  /mappe/bevis                                              401 401 401 401 401 403 403
GET  /mappe/bevis.pdf                                          401 401 401 401 401 403 403
GET  /mappe/bevis/logo.png                                     401 401 401 401 401 403 403
GET  /arbeidsmapper                                            401 401 401 401 401 200 403
GET  /arbeidsmapper/<int:participant_id>                       401 401 401 401 401 200 403
GET  /arbeidsmapper/<int:participant_id>.<ending>              401 401 401 401 401 200 403
POST /arbeidsmapper/<int:participant_id>/mappe                 401 401 401 401 401 409 403
GET  /arbeidsmapper/dokument/<int:document_id>                 401 401 401 401 401 200 403
POST /arbeidsmapper/dokument/<int:document_id>/svar            401 401 401 401 401 409 403
GET  /arbeidsmapper/maal                                       401 401 401 401 401 200 403
GET  /arbeidsmapper/oppsummering/<int:participant_id>          401 401 401 401 401 200 403
POST /arbeidsmapper/oppsummering/<int:participant_id>/svar     401 401 401 401 401 409 403
POST /mappe/klar                                               401 401 401 401 401 403 403
POST /mappe/klar/trekk                                         401 401 401 401 401 403 403
GET  /mappe/slett                                              403 403 200 403 403 403 403
POST /mappe/slett                                              403 403 303 403 403 403 403
POST /mappe/slett/angre                                        403 403 303 403 403 403 403
GET  /mappe/opplysninger                                       403 403 403 403 403 403 403
POST /mappe/opplysninger                                       403 403 403 403 403 403 403
GET  /deltakere/liste/<int:participant_id>/slett               401 401 401 401 401 200 403
POST /deltakere/liste/<int:participant_id>/slett               401 401 401 401 401 422 403
POST /deltakere/liste/<int:participant_id>/slett/angre         401 401 401 401 401 303 403
GET  /deltakere/slettinger                                     401 401 401 401 401 200 403
GET  /installasjon/oppbevaring                                 401 401 401 401 401 403 403 200
POST /installasjon/oppbevaring                                 401 401 401 401 401 403 403 303
GET  /mappe/oppsummering                                       401 401 401 401 401 403 403
POST /mappe/oppsummering                                       401 401 401 401 401 403 403
POST /mappe/oppsummering/hent                                  401 401 401 401 401 403 403
POST /mappe/oppsummering/lever                                 401 401 401 401 401 403 403
POST /mappe/oppsummering/trekk                                 401 401 401 401 401 403 403
GET  /bilde/<token>.jpg                                        404 404 404 404 404 404 404
POST /bilde/<token>/bort                                       303 303 303 303 303 303 303
GET  /.well-known/security.txt                                  404 404 404 404 404 404 404
GET  /csrf                                                     200 200 200 200 200 200 200
POST /ferdig                                                   200 200 200 200 200 200 200
GET  /deltakere                                                401 401 401 401 401 200 403
GET  /deltakere.<ending>                                       401 401 401 401 401 404 403
GET  /deltakere/hent-inn                                       401 401 401 401 401 200 403
POST /deltakere/hent-inn                                       401 401 401 401 401 422 403
POST /deltakere/hent-inn/fullfor                               401 401 401 401 401 422 403
POST /deltakere/hent-inn/rest                                  401 401 401 401 401 422 403
POST /deltakere/hent-inn/se                                    401 401 401 401 401 422 403
POST /deltakere/lenker                                         401 401 401 401 401 200 403
POST /deltakere/lenker/<int:participant_id>                    401 401 401 401 401 200 403
POST /deltakere/lenker/send                                    401 401 401 401 401 422 403
POST /deltakere/lenker/tekster                                 401 401 401 401 401 422 403
GET  /deltakere/liste                                          401 401 401 401 401 200 403
GET  /deltakere/liste.<ending>                                 401 401 401 401 401 404 403
GET  /deltakere/liste/<int:participant_id>                     401 401 401 401 401 200 403
POST /deltakere/liste/<int:participant_id>                     401 401 401 401 401 303 403
POST /deltakere/liste/<int:participant_id>/plass               401 401 401 401 401 303 403
GET  /deltakere/liste/ny                                       401 401 401 401 401 200 403
POST /deltakere/liste/ny                                       401 401 401 401 401 303 403
GET  /deltakere/qr-ark                                         401 401 401 401 401 200 403
POST /deltakere/qr-ark                                         401 401 401 401 401 200 403
POST /deltakere/qr-ark.pdf                                     401 401 401 401 401 200 403
GET  /deltakere/sla-sammen                                     401 401 401 401 401 200 403
POST /deltakere/sla-sammen                                     401 401 401 401 401 422 403
GET  /deltakere/paminnelse                                     401 401 401 401 401 200 403
POST /deltakere/paminnelse                                     401 401 401 401 401 422 403
POST /deltakere/paminnelse/send                                401 401 401 401 401 422 403
POST /deltakere/paminnelse/sendt-selv                          401 401 401 401 401 422 403
GET  /deltakere/moter                                          401 401 401 401 401 200 403
GET  /filer                                                    401 401 401 401 401 200 403
POST /filer                                                    401 401 401 401 401 404 403
GET  /filer/<token>                                            401 401 401 401 401 404 404
GET  /filer/<token>/fil                                        401 401 401 401 401 404 404
POST /filer/<token>/bort                                       401 401 401 401 401 404 404
POST /filer/<token>/igjen                                      401 401 401 401 401 404 404
GET  /festival                                                 401 401 401 401 401 200 403
GET  /festival.<ending>                                        401 401 401 401 401 404 403
POST /festival/<int:contribution_id>                           401 401 401 401 401 303 403
POST /festival/deltatt                                         401 401 401 401 401 303 403
GET  /festival/program                                         401 401 401 401 401 200 403
GET  /festival/program.<ending>                                401 401 401 401 401 404 403
GET  /festival/hilsener                                        401 401 401 401 401 200 403
POST /festival/hilsener/<int:greeting_id>                      401 401 401 401 401 404 403
GET  /festivalen/<kull>                                        200 200 200 200 200 200 200
POST /festivalen/<kull>/hilsen                                 303 303 303 303 303 303 303
GET  /mappe/festival                                           401 401 401 401 401 403 403
POST /mappe/festival                                           401 401 401 401 401 403 403
POST /mappe/festival/slipp                                     401 401 401 401 401 403 403
POST /mappe/festival/ta-tilbake                                401 401 401 401 401 403 403
GET  /i-dag                                                    401 401 401 401 401 200 403
GET  /kull                                                      401 401 401 401 401 200 403 303
POST /kull/del/<section>                                        401 401 401 401 401 422 403
GET  /kull/ledere                                               401 401 401 401 401 200 403
POST /kull/ledere                                               401 401 401 401 401 422 403
POST /kull/ledere/<int:facilitator_id>/bort                     401 401 401 401 401 303 403
POST /kull/ledere/<int:facilitator_id>/kursholder               401 401 401 401 401 303 403
POST /kull/ledere/<int:facilitator_id>/lenke                    401 401 401 401 401 200 403
POST /kull/logo                                                 401 401 401 401 401 422 403
GET  /kull/logo/<token>.png                                     404 404 404 404 404 404 404
POST /kull/logo/bort                                            401 401 401 401 401 303 403
POST /kull/maal                                                 401 401 401 401 401 422 403
POST /kull/maal/<int:goal_id>                                   401 401 401 401 401 422 403
POST /kull/maal/<int:goal_id>/fjern                             401 401 401 401 401 303 403
POST /kull/maal/<int:goal_id>/flytt                             401 401 401 401 401 303 403
GET  /kull/logg                                                 401 401 401 401 401 200 403
GET  /kull/logg.<ending>                                        401 401 401 401 401 404 403
GET  /installasjon/logg                                         401 401 401 401 401 403 403 200
GET  /installasjon/logg.<ending>                                401 401 401 401 401 403 403 404
GET  /mappe/enheter                                             401 401 401 401 401 403 403
POST /mappe/enheter/<int:claim_id>/bort                         401 401 401 401 401 403 403
POST /mappe/lenker/<int:link_id>/bort                           401 401 401 401 401 403 403
POST /mappe/lenker/bort                                         401 401 401 401 401 403 403
POST /mappe/lenker/ny                                           401 401 401 401 401 403 403
POST /deltakere/enheter/<int:participant_id>/<int:claim_id>/bort 401 401 401 401 401 303 403
POST /deltakere/lenker/<int:participant_id>/<int:link_id>/bort  401 401 401 401 401 303 403
POST /deltakere/lenker/<int:participant_id>/bort                401 401 401 401 401 303 403
POST /deltakere/lenker/<int:participant_id>/ny                  401 401 401 401 401 200 403
GET  /rom/<public_id>/kode                                      303 303 303 303 303 303 303
POST /rom/<public_id>/kode                                      303 303 303 303 303 303 303
POST /rom/<public_id>/kode/send                                 404 404 404 404 404 404 404
GET  /mappe/hvem                                                401 401 401 401 401 403 403
GET  /kull/ny                                                   401 401 401 401 401 200 403
POST /kull/ny                                                   401 401 401 401 401 422 403
GET  /kull/samtykker                                            401 401 401 401 401 200 403
GET  /kull/samlinger                                            401 401 401 401 401 200 403
GET  /kull/samlinger.ics                                       401 401 401 401 401 200 403
POST /kull/samlinger                                            401 401 401 401 401 422 403
GET  /kull/samlinger/<int:gathering_id>                         401 401 401 401 401 200 403
POST /kull/samlinger/<int:gathering_id>                         401 401 401 401 401 422 403
GET  /kull/samlinger/<int:gathering_id>/avlys                   401 401 401 401 401 200 403
POST /kull/samlinger/<int:gathering_id>/avlys                   401 401 401 401 401 303 403
POST /kull/samlinger/<int:gathering_id>/fjern                   401 401 401 401 401 303 403
POST /kull/samlinger/<int:gathering_id>/ta-tilbake              401 401 401 401 401 303 403
GET  /kull/slett                                                401 401 401 401 401 200 403
POST /kull/slett                                                401 401 401 401 401 422 403
POST /lenke                                                    403 403 403 403 403 200 200
GET  /installasjon/personvern                                   401 401 401 401 401 403 403 200
POST /installasjon/personvern                                   401 401 401 401 401 403 403 303
GET  /lenke/<token>                                            404 404 404 404 404 404 404
POST /lenke/<token>                                            404 404 404 404 404 404 404
GET  /konto                                                    401 401 401 401 401 200 200
POST /konto                                                    401 401 401 401 401 422 422
POST /konto/bekreft                                            303 303 303 303 303 303 303
POST /konto/enheter/<int:device_id>/bort                       401 401 401 401 401 404 404
POST /konto/enheter/bort                                       401 401 401 401 401 303 303
GET  /konto/kode                                               401 401 401 401 401 303 303
POST /konto/kode                                               401 401 401 401 401 303 303
POST /konto/kode/begynn                                        401 401 401 401 401 303 303
POST /konto/kode/bort                                          401 401 401 401 401 303 303
POST /konto/kode/reserve                                       401 401 401 401 401 303 303
POST /konto/kode/reserve/fil                                   401 401 401 401 401 403 403
GET  /konto/passord                                            401 401 401 401 401 200 200
POST /konto/passord                                            401 401 401 401 401 422 422
POST /konto/tjeneste                                           401 401 401 401 401 404 404
POST /konto/tjeneste/bekreft                                   401 401 401 401 401 404 404
POST /konto/tjeneste/bort                                      401 401 401 401 401 404 404
GET  /installasjon/kopier                                      401 401 401 401 401 403 403 200
GET  /installasjon/prosessledere                               401 401 401 401 401 403 403 200
POST /installasjon/kull/<int:cohort_id>/kursholder              401 401 401 401 401 403 403 404
POST /installasjon/prosessledere                               401 401 401 401 401 403 403 422
POST /installasjon/prosessledere/<int:facilitator_id>/aapne    401 401 401 401 401 403 403 303
POST /installasjon/prosessledere/<int:facilitator_id>/eier     401 401 401 401 401 403 403 303
POST /installasjon/prosessledere/<int:facilitator_id>/lenke    401 401 401 401 401 403 403 200
POST /installasjon/prosessledere/<int:facilitator_id>/steng    401 401 401 401 401 403 403 303
POST /installasjon/prosessledere/<int:facilitator_id>/telefon  401 401 401 401 401 403 403 303
POST /installasjon/innlogging                                  401 401 401 401 401 403 403 422
POST /logg-inn                                                 422 422 422 422 422 422 422
GET  /logg-inn/glemt                                           200 200 200 200 200 200 200
POST /logg-inn/glemt                                           200 200 200 200 200 200 200
GET  /logg-inn/kode                                            303 303 303 303 303 303 303
POST /logg-inn/kode                                            303 303 303 303 303 303 303
GET  /logg-inn                                                 200 200 200 200 200 303 303
POST /logg-inn/tjeneste                                        404 404 404 404 404 404 404
GET  /logg-inn/tjeneste/svar                                   404 404 404 404 404 404 404
GET  /logg-inn/tjeneste/ut                                     404 404 404 404 404 404 404
POST /logg-ut                                                  303 303 303 303 303 303 303
GET  /mappe                                                    403 403 200 200 200 403 403
GET  /mappe/arbeidsmappe.<ending>                              403 403 200 200 200 403 403
GET  /mappe/arbeidsmappe.zip                                   403 403 200 200 200 403 403
GET  /mappe/last-ned                                           403 403 200 200 200 403 403
GET  /mappe/samlinger.ics                                      401 401 401 401 401 403 403
GET  /mappe/alt-mitt                                           403 403 200 200 200 403 403
GET  /mappe/alt-mitt.zip                                       403 403 200 200 200 403 403
GET  /mappe/samtykker                                          401 401 401 401 401 403 403
POST /mappe/samtykker/<kind>                                   401 401 401 401 401 403 403
GET  /mappe/dag/<int:gathering_id>                             403 403 200 200 403 403 403
GET  /mappe/dokument/ny                                        401 401 401 401 401 403 403
GET  /mappe/dokument/<ref>                                     401 401 401 401 401 403 403
POST /mappe/dokument/<ref>/fil                                 401 401 401 401 401 403 403
POST /mappe/dokument/<ref>/fil/<int:file_id>/bort              401 401 401 401 401 403 403
POST /mappe/dokument/<ref>/lagre                               401 401 401 401 401 403 403
POST /mappe/dokument/<ref>/lever                               401 401 401 401 401 403 403
POST /mappe/dokument/<ref>/ny-versjon                          401 401 401 401 401 403 403
POST /mappe/dokument/<ref>/slett                               401 401 401 401 401 403 403
POST /mappe/dokument/<ref>/trekk                               401 401 401 401 401 403 403
GET  /mappe/dokument/fil/<token>                               404 404 404 404 404 404 404
POST /mappe/kort/<int:card_id>/synlighet                       403 403 403 403 403 403 403
POST /mappe/kort/<int:card_id>/takk                            403 403 403 403 403 403 403
POST /mappe/styrkekort/<int:card_id>/kart                      403 403 403 403 403 403 403
POST /mappe/kort/<int:card_id>/trekk                           403 403 403 403 403 403 403
POST /mappe/skritt/<int:card_id>                               403 403 403 403 403 403 403
GET  /mappe/veikart/<int:card_id>                              403 403 404 404 404 403 403
POST /mappe/veikart/<int:card_id>                              403 403 404 404 404 403 403
POST /mappe/veikart/<int:card_id>/her                          403 403 404 404 404 403 403
GET  /mappe/tavle/<int:board_id>                               403 403 200 200 403 403 403
GET  /metoder                                                  401 401 403 403 403 200 200
GET  /metoder/ny-metode                                        401 401 403 403 403 200 200
POST /metoder/ny-metode                                        401 401 403 403 403 303 303
GET  /metoder/hent-inn                                         401 401 403 403 403 200 200
POST /metoder/hent-inn                                         401 401 403 403 403 422 422
GET  /metoder/<key>                                            401 401 403 403 403 404 404
GET  /metoder/<key>.toml                                       401 401 403 403 403 404 404
POST /metoder/<key>/utgave                                     401 401 403 403 403 404 404
GET  /metoder/<key>/utgave/<int:number>/ta-fram                401 401 403 403 403 404 404
POST /metoder/<key>/utgave/<int:number>/ta-fram                401 401 403 403 403 404 404
POST /metoder/<key>/del                                        401 401 403 403 403 404 404
GET  /metoder/<key>/slett                                      401 401 403 403 403 404 404
POST /metoder/<key>/slett                                      401 401 403 403 403 404 404
GET  /metoder/<key>/rediger                                    401 401 403 403 403 404 404
POST /metoder/<key>/rediger/om                                 401 401 403 403 403 404 404
POST /metoder/<key>/rediger/ny                                 401 401 403 403 403 404 404
POST /metoder/<key>/rediger/angre                              401 401 403 403 403 404 404
POST /metoder/<key>/rediger/utgave                             401 401 403 403 403 404 404
POST /metoder/<key>/rediger/fase/<phase_key>                   401 401 403 403 403 404 404
POST /metoder/<key>/rediger/fase/<phase_key>/flytt             401 401 403 403 403 404 404
POST /metoder/<key>/rediger/fase/<phase_key>/fjern             401 401 403 403 403 404 404
GET  /metoder/<key>/slik/lerret                                401 401 403 403 403 404 404
GET  /metoder/<key>/slik/telefon                               401 401 403 403 403 404 404
GET  /minner/<int:card_id>                                     403 403 403 403 403 403 403
POST /minner/<int:card_id>                                     403 403 403 403 403 403 403
GET  /notat/<int:number>                                       401 401 401 401 401 200 403
GET  /notat/<int:number>.<ending>                              401 401 401 401 401 200 403
POST /notat/<int:number>/sitat/<int:card_id>/ta-med            401 401 401 401 401 404 403
POST /notat/<int:number>/sitat/<int:card_id>/ta-ut             401 401 401 401 401 404 403
POST /notat/<int:number>/tekst                                 401 401 401 401 401 303 403
GET  /om                                                       200 200 200 200 200 200 200
GET  /oppmote                                                  401 401 401 401 401 200 403
GET  /oppmote.<ending>                                         401 401 401 401 401 404 403
GET  /oppmote/<int:gathering_id>                               401 401 401 401 401 200 403
POST /oppmote/<int:gathering_id>                               401 401 401 401 401 303 403
POST /oppmote/angre                                            401 401 401 401 401 404 403
GET  /oppmote/logg                                             401 401 401 401 401 200 403
GET  /oppmote/person/<int:participant_id>                      401 401 401 401 401 200 403
POST /oppmote/person/<int:participant_id>                      401 401 401 401 401 303 403
POST /oppmote/person/<int:participant_id>/avtalt               401 401 401 401 401 422 403
POST /oppmote/person/<int:participant_id>/fra                  401 401 401 401 401 303 403
GET  /personvern                                               200 200 200 200 200 200 200
GET  /rom/<public_id>                                          302 302 200 200 302 302 302
POST /rom/<public_id>/bidrag/<int:activity_id>/<phase_key>     403 403 403 403 403 403 403
POST /rom/<public_id>/bilde                                    403 403 403 403 403 403 403
POST /rom/<public_id>/bytt-navn                                404 404 404 404 404 404 404
GET  /rom/<public_id>/fortelling/<int:interview_id>            403 403 403 403 403 403 403
POST /rom/<public_id>/fortelling/<int:interview_id>/godkjenn   403 403 403 403 403 403 403
POST /rom/<public_id>/fortelling/<int:interview_id>/tillegg    403 403 403 403 403 403 403
GET  /rom/<public_id>/gjest                                    200 200 200 200 200 200 200
POST /rom/<public_id>/gjest                                    303 303 303 303 303 303 303
POST /rom/<public_id>/gruppe/<int:group_id>/<phase_key>/bidrag 403 403 403 403 403 403 403
POST /rom/<public_id>/gruppe/<int:group_id>/<phase_key>/energi 403 403 403 403 403 403 403
POST /rom/<public_id>/gruppe/<int:group_id>/<phase_key>/ferdig 403 403 403 403 403 403 403
POST /rom/<public_id>/gruppe/<int:group_id>/<phase_key>/kolonne/<int:card_id> \
    403 403 403 403 403 403 403
POST /rom/<public_id>/gruppe/<int:group_id>/<phase_key>/kolonne/ferdig 403 403 403 403 403 403 403
POST /rom/<public_id>/gruppe/<int:group_id>/<phase_key>/kolonne/nytt 403 403 403 403 403 403 403
POST /rom/<public_id>/gruppe/<int:group_id>/<phase_key>/gi     403 403 403 403 403 403 403
POST /rom/<public_id>/gruppe/<int:group_id>/<phase_key>/ta-imot 403 403 403 403 403 403 403
POST /rom/<public_id>/gruppe/<int:group_id>/<phase_key>/legg-ut 403 403 403 403 403 403 403
POST /rom/<public_id>/gruppe/<int:group_id>/<phase_key>/linje  403 403 403 403 403 403 403
POST /rom/<public_id>/gruppe/<int:group_id>/<phase_key>/penn   403 403 403 403 403 403 403
POST /rom/<public_id>/gruppe/<int:group_id>/<phase_key>/velg   403 403 403 403 403 403 403
GET  /rom/<public_id>/guide                                    200 200 200 200 200 200 200
GET  /rom/<public_id>/kast                                     401 401 401 401 401 404 403
POST /rom/<public_id>/kast                                     401 401 401 401 401 404 403
GET  /rom/<public_id>/ta-med                                   401 401 401 401 401 404 403
POST /rom/<public_id>/ta-med                                   401 401 401 401 401 404 403
POST /rom/<public_id>/bli-med                                  404 404 404 404 404 404 404
POST /rom/<public_id>/gaa-ut                                   404 404 404 404 404 404 404
GET  /rom/laan                                                 403 403 403 403 403 200 200
POST /rom/laan                                                 403 403 403 403 403 422 422
POST /rom/<public_id>/her                                      404 404 404 404 404 404 404
GET  /rom/<public_id>/hvem                                     200 200 303 303 200 200 200
POST /rom/<public_id>/hvem                                     409 409 303 303 409 409 409
POST /rom/<public_id>/kladd/fortelling/<int:interview_id>      403 403 403 403 403 403 403
POST /rom/<public_id>/kladd/gi/<int:group_id>/<phase_key>      403 403 403 403 403 403 403
POST /rom/<public_id>/kladd/gruppe/<int:group_id>/<phase_key>  403 403 403 403 403 403 403
POST /rom/<public_id>/kladd/gruppekort/<int:group_id>/<phase_key> 403 403 403 403 403 403 403
POST /rom/<public_id>/kladd/kort/<int:activity_id>/<phase_key> 403 403 404 404 403 403 403
POST /rom/<public_id>/kladd/notat/<int:activity_id>/<key>      403 403 303 409 403 403 403
POST /rom/<public_id>/klar                                     403 403 303 303 403 403 403
POST /rom/<public_id>/kopi/<int:activity_id>/trekk             403 403 303 303 403 403 403
GET  /rom/<public_id>/kort/<int:activity_id>/<phase_key>       403 403 200 200 403 403 403
POST /rom/<public_id>/kort/<int:card_id>/rett                  403 403 403 403 403 403 403
POST /rom/<public_id>/kort/<int:card_id>/synlighet             403 403 403 403 403 403 403
POST /rom/<public_id>/kort/<int:card_id>/trekk                 403 403 403 403 403 403 403
POST /rom/<public_id>/lag/<int:activity_id>                    403 403 409 409 403 403 403
POST /rom/<public_id>/lenke/<int:participant_id>               401 401 401 401 401 200 403
GET  /rom/<public_id>/lapp                                    403 403 403 403 403 403 403
POST /rom/<public_id>/lapp/<int:activity_id>                   403 403 403 403 403 403 403
GET  /rom/<public_id>/lerret                                   200 200 200 200 200 200 200
POST /rom/<public_id>/lerret/farge                             303 303 303 303 303 303 303
POST /rom/<public_id>/lukk                                     401 401 401 401 401 303 403
GET  /rom/<public_id>/meg                                      303 303 200 200 303 303 303
POST /rom/<public_id>/merke/<int:activity_id>/<phase_key>/<int:card_id> \
    403 403 403 403 403 403 403
POST /rom/<public_id>/merker/<int:activity_id>/<phase_key>/bort 403 403 403 403 403 403 403
POST /rom/<public_id>/navn/<int:claim_id>/bekreft              401 401 401 401 401 303 403
POST /rom/<public_id>/navn/<int:claim_id>/ta-tilbake           401 401 401 401 401 303 403
GET  /rom/<public_id>/oving/kast                               401 401 401 401 401 404 403
POST /rom/<public_id>/oving/kast                               401 401 401 401 401 404 403
POST /rom/<public_id>/oving/puls                               403 403 403 403 403 403 403
POST /rom/<public_id>/oving/start                              401 401 401 401 401 404 403
POST /rom/<public_id>/oving/tempo                              401 401 401 401 401 404 403
GET  /rom/<public_id>/paa-vegne/<int:participant_id>           401 401 401 401 401 200 403
POST /rom/<public_id>/paa-vegne/<int:participant_id>           401 401 401 401 401 422 403
POST /rom/<public_id>/plass                                    403 403 303 303 403 403 403
POST /rom/<public_id>/prosess                                  401 401 401 401 401 303 403
POST /rom/<public_id>/ring/<int:group_id>/<phase_key>/ferdig   403 403 403 403 403 403 403
POST /rom/<public_id>/ring/<int:group_id>/<phase_key>/fortsett 403 403 403 403 403 403 403
POST /rom/<public_id>/ring/<int:group_id>/<phase_key>/klokke   403 403 403 403 403 403 403
POST /rom/<public_id>/ring/<int:group_id>/<phase_key>/ta-opp   403 403 403 403 403 403 403
POST /rom/<public_id>/skritt/<int:card_id>                     403 403 404 404 403 403 403
POST /rom/<public_id>/styrkekort/<int:card_id>/kart            403 403 404 404 403 403 403
POST /rom/<public_id>/styrkekort/<int:card_id>/ta-tilbake      403 403 404 404 403 403 403
POST /rom/<public_id>/styrkekort/<int:card_id>/takk            403 403 404 404 403 403 403
POST /rom/<public_id>/styrker/<int:activity_id>/<phase_key>    403 403 404 404 403 403 403
GET  /rom/<public_id>/skriv/<int:interview_id>                 403 403 403 403 403 403 403
POST /rom/<public_id>/skriv/<int:interview_id>/gi              403 403 403 403 403 403 403
GET  /rom/<public_id>/slett                                    401 401 401 401 401 200 403
POST /rom/<public_id>/slett                                    401 401 401 401 401 303 403
GET  /rom/<public_id>/styring                                  401 401 401 401 401 200 403
POST /rom/<public_id>/styring/framvisning                      401 401 401 401 401 403 403
POST /rom/<public_id>/styring/<word>                           401 401 401 401 401 303 403
POST /rom/<public_id>/styring/bland                            401 401 401 401 401 303 403
POST /rom/<public_id>/styring/flytt                            401 401 401 401 401 303 403
POST /rom/<public_id>/styring/folk/<int:person_id>/gikk        401 401 401 401 401 303 403
POST /rom/<public_id>/styring/folk/<int:person_id>/plasser     401 401 401 401 401 303 403
POST /rom/<public_id>/styring/folk/<int:person_id>/vent        401 401 401 401 401 303 403
POST /rom/<public_id>/styring/folk/gjest                       401 401 401 401 401 303 403
POST /rom/<public_id>/styring/folk/kom                         401 401 401 401 401 303 403
POST /rom/<public_id>/styring/kort/<int:card_id>/lys           401 401 401 401 401 404 403
POST /rom/<public_id>/styring/kort/<int:card_id>/skjul         401 401 401 401 401 404 403
POST /rom/<public_id>/styring/kort/<int:card_id>/vis           401 401 401 401 401 404 403
POST /rom/<public_id>/styring/kort/lys-av                      401 401 401 401 401 303 403
POST /rom/<public_id>/styring/kort/samle                       401 401 401 401 401 422 403
POST /rom/<public_id>/styring/lapp/<int:note_id>/lest           401 401 401 401 401 404 403
POST /rom/<public_id>/styring/oppmote                          401 401 401 401 401 303 403
POST /rom/<public_id>/styring/samling/<int:cluster_id>/spre    401 401 401 401 401 303 403
POST /rom/<public_id>/styring/kort/<int:card_id>/plass         401 401 401 401 401 303 403
POST /rom/<public_id>/styring/kort/<int:card_id>/samling       401 401 401 401 401 404 403
POST /rom/<public_id>/styring/kort/lys-neste                   401 401 401 401 401 303 403
POST /rom/<public_id>/styring/kort/utvalg                      401 401 401 401 401 303 403
POST /rom/<public_id>/styring/samling/<int:cluster_id>/navn    401 401 401 401 401 303 403
POST /rom/<public_id>/styring/samling/<int:cluster_id>/plass   401 401 401 401 401 303 403
POST /rom/<public_id>/styring/se-opp                           401 401 401 401 401 303 403
POST /rom/<public_id>/styring/punkt/<int:item_id>              401 401 401 401 401 303 403
POST /rom/<public_id>/styring/punkt-ferdig                     401 401 401 401 401 303 403
POST /rom/<public_id>/styring/begynner-igjen                   401 401 401 401 401 404 403
POST /rom/<public_id>/styring/kort-ned                         401 401 401 401 401 303 403
POST /rom/<public_id>/styring/kort-ned/angre                   401 401 401 401 401 303 403
POST /rom/<public_id>/styring/sporsmal                         401 401 401 401 401 404 403
POST /rom/<public_id>/styring/notat                            401 401 401 401 401 303 403
POST /rom/<public_id>/styring/overlat                          401 401 401 401 401 303 403
POST /rom/<public_id>/styring/ta-tilbake                       401 401 401 401 401 303 403
POST /rom/<public_id>/styring/gi-tilbake                       401 401 401 401 401 303 403
POST /rom/<public_id>/styring/lys                              401 401 401 401 401 303 403
GET  /rom/<public_id>/styring/deltaker                         401 401 401 401 401 200 403
POST /rom/<public_id>/styring/start/<int:activity_id>          401 401 401 401 401 303 403
GET  /rom/<public_id>/tavle                                    200 200 200 200 200 200 200
GET  /rom/<public_id>/vei/<int:activity_id>/<phase_key>        403 403 404 404 403 403 403
POST /rom/<public_id>/trio/<int:group_id>                      403 403 403 403 403 403 403
GET  /samling/<int:gathering_id>/oppmoteark                    401 401 401 401 401 200 403
GET  /samling/<int:gathering_id>/oppmoteark.pdf                401 401 401 401 401 200 403
POST /samling/<int:gathering_id>/aapne                         401 401 401 401 401 303 403
GET  /samling/<int:gathering_id>/ikke-sammen                   401 401 401 401 401 200 403
POST /samling/<int:gathering_id>/ikke-sammen                   401 401 401 401 401 422 403
POST /samling/<int:gathering_id>/ikke-sammen/bort              401 401 401 401 401 303 403
GET  /samling/<int:gathering_id>/oving                         401 401 401 401 401 200 403
POST /samling/<int:gathering_id>/oving                         401 401 401 401 401 422 403
GET  /samling/<int:gathering_id>/kjoreplan                     401 401 401 401 401 200 403
POST /samling/<int:gathering_id>/kjoreplan/angre               401 401 401 401 401 422 403
POST /samling/<int:gathering_id>/kjoreplan/kopier              401 401 401 401 401 422 403
POST /samling/<int:gathering_id>/kjoreplan/punkt               401 401 401 401 401 409 403
POST /samling/<int:gathering_id>/kjoreplan/punkt/<int:item_id> 401 401 401 401 401 422 403
POST /samling/<int:gathering_id>/kjoreplan/punkt/<int:item_id>/fase/<key> \
    401 401 401 401 401 404 403
POST /samling/<int:gathering_id>/kjoreplan/punkt/<int:item_id>/fjern 401 401 401 401 401 409 403
POST /samling/<int:gathering_id>/kjoreplan/punkt/<int:item_id>/flytt 401 401 401 401 401 422 403
POST /samling/<int:gathering_id>/kjoreplan/start               401 401 401 401 401 422 403
GET  /sw.js                                                    200 200 200 200 200 200 200
GET  /tid                                                      200 200 200 200 200 200 200
POST /traad/<int:thread_id>/ta-bort                            403 403 403 403 403 403 403
"""

_LINES = [line.split() for line in TABLE.strip().splitlines()]
ROWS = {
    (method, rule): [*statuses, *statuses[-1:]][: len(ROLES)] for method, rule, *statuses in _LINES
}

EVENTS = {
    "enter": {
        "phone": "guest participant",
        "board": "stranger projector guest participant other leader colleague owner",
        "lead": "leader",
        "": "",
    }
}
"""Socket event → surface → the roles that are let in."""
