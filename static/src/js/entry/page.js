// Pages outside the live room: landing, names, arbeidsmappe, samlingsnotat.

import { startPress } from "../press.js";
import { start } from "../start.js";

start();
startPress();
