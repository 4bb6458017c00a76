// Pages outside the live room: landing, names, arbeidsmappe, samlingsnotat.

import { startLeaving } from "../leaving.js";
import { startPress } from "../press.js";
import { start } from "../start.js";
import { startUnsent } from "../unsent.js";

startLeaving();
startUnsent();
start();
startPress();
