// Pages outside the live room: landing, names, arbeidsmappe, samlingsnotat.

import { startCopy } from "../copy.js";
import { startLeaving } from "../leaving.js";
import { startPress } from "../press.js";
import { start } from "../start.js";
import { startUnsent } from "../unsent.js";

startCopy();
startLeaving();
startUnsent();
start();
startPress();
