// The projector.

import { startBoard } from "../board.js";
import { startClock } from "../clock.js";
import { startKeys } from "../keys.js";
import { startLive } from "../live.js";
import { startOffline } from "../offline.js";
import { startPress } from "../press.js";
import { startReveal } from "../reveal.js";
import { keepAwake } from "../screen.js";
import { startSound } from "../sound.js";

startReveal();
startPress();
startOffline();
startBoard();
startClock();
startSound();
startKeys();
startLive();
keepAwake();
