// What every page with forms has: the outbox, drafts, and help in the fields.

import { startCardRows } from "./card-rows.js";
import { startDrafts } from "./drafts.js";
import { goToFault } from "./errors.js";
import { startFilters } from "./filter.js";
import { startForms } from "./forms.js";
import { startLadders } from "./ladder.js";
import { startLeft } from "./left.js";
import { startNotice } from "./notice.js";
import { startNudges } from "./nudge.js";
import { startOffline } from "./offline.js";
import { startOutbox } from "./outbox.js";
import { startPhotos } from "./photo.js";
import { startPickers } from "./picker.js";
import { startReveal } from "./reveal.js";
import { followKeyboard } from "./screen.js";
import { startUnkept } from "./unkept.js";
import { startWords } from "./words.js";
import { startWorker } from "./worker.js";

export function start() {
  document.documentElement.dataset.script = "on";
  startLeft();
  startUnkept();
  startReveal();
  startNotice();
  startCardRows();
  startDrafts();
  startForms();
  startPhotos();
  startLadders();
  startPickers();
  startFilters();
  startWords();
  startNudges();
  startOffline();
  startOutbox();
  followKeyboard();
  startWorker();
  goToFault();
}
