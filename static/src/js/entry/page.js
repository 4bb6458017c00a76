// Pages outside the live room: landing, names, arbeidsmappe, samlingsnotat.

import { startCopy } from "../copy.js";
import { clearDevice, isLeft, startLeaving } from "../leaving.js";
import { startPress } from "../press.js";
import { start } from "../start.js";
import { startUnsent } from "../unsent.js";

if (isLeft()) {
  // Nothing else begins here, for it would keep something again.
  clearDevice();
} else {
  startCopy();
  startLeaving();
  startUnsent();
  start();
  startPress();
}
