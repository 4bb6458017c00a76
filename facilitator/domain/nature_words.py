"""Words for guests who have no name: short, friendly, from nature, and nobody's first name."""

WORDS: tuple[str, ...] = (
    "Ekorn", "Grevling", "Oter", "Bever", "Elg", "Rein", "Røyskatt", "Piggsvin", "Hare", "Sel",
    "Spurv", "Linerle", "Blåmeis", "Kjøttmeis", "Dompap", "Bokfink", "Trost", "Stær", "Ugle",
    "Trane", "Hegre", "Spove", "Vipe", "Tjeld", "Lunde", "Ærfugl", "Sidensvans", "Rype",
    "Humle", "Sommerfugl", "Øyenstikker", "Laks", "Ørret", "Sjøstjerne", "Skjell",
    "Bjørk", "Gran", "Furu", "Rogn", "Hegg", "Selje", "Osp", "Hassel", "Lønnetre", "Vier",
    "Kvist", "Bark", "Knopp", "Løv", "Kongle", "Eikenøtt", "Mose", "Bregne", "Lyng", "Røsslyng",
    "Hvitveis", "Blåveis", "Hestehov", "Løvetann", "Blåklokke", "Smørblomst", "Prestekrage",
    "Kløver", "Geitrams", "Myrull", "Soldogg", "Tepperot", "Reinrose", "Forglemmegei", "Nype",
    "Tyttebær", "Blåbær", "Bringebær", "Multe", "Krekling", "Markjordbær", "Kantarell", "Timian",
    "Mynte", "Kastanje", "Tare", "Sivsanger", "Fjord", "Foss", "Bekk", "Elv", "Kilde", "Tjern",
    "Fjell", "Tind", "Vidde", "Myr", "Eng", "Holme", "Skjær", "Strand", "Bølge", "Fjære",
    "Bris", "Dugg", "Skodde", "Regnbue", "Nordlys", "Stjerne", "Måne", "Komet", "Snøfnugg",
    "Rim", "Istapp", "Solgløtt", "Morgengry", "Nattehimmel", "Skogsti", "Småstein", "Granitt",
)  # fmt: skip
