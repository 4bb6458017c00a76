// A participant's phone in a room.

import { startClock } from "../clock.js";
import { startGuide } from "../guide.js";
import { startLive } from "../live.js";
import { startSound } from "../sound.js";
import { start } from "../start.js";
import { startUnsent } from "../unsent.js";

startUnsent();
start();
startGuide();
startClock();
startSound();
startLive();
