// The projector.

import { startArrange } from "../arrange.js";
import { startBoard } from "../board.js";
import { startClock } from "../clock.js";
import { startColumns } from "../columns.js";
import { startDrops } from "../drops.js";
import { startKeys } from "../keys.js";
import { startLive } from "../live.js";
import { startOffline } from "../offline.js";
import { startPress } from "../press.js";
import { startReveal } from "../reveal.js";
import { startRounds } from "../rounds.js";
import { keepAwake } from "../screen.js";
import { startSound } from "../sound.js";
import { startSpot } from "../spot.js";
import { startTurned } from "../turned.js";
import { startThreads } from "../threads.js";
import { startWordsWall } from "../words_wall.js";

startReveal();
startPress();
startOffline();
startBoard();
startColumns();
startSpot();
startTurned();
startRounds();
startClock();
startSound();
startKeys();
startArrange();
startThreads();
startWordsWall();
startDrops();
startLive();
keepAwake();
