// A participant's phone in a room.

import { startAttention } from "../attention.js";
import { startBoardSecret } from "../board-secret.js";
import { startCardFilter } from "../card_filter.js";
import { startClock } from "../clock.js";
import { startSorting } from "../columns.js";
import { startGiving } from "../giving.js";
import { startGuide } from "../guide.js";
import { startLive } from "../live.js";
import { startMiddle } from "../middle.js";
import { startSound } from "../sound.js";
import { start } from "../start.js";
import { startUnsent } from "../unsent.js";
import { startWordsWall } from "../words_wall.js";

startBoardSecret();
startUnsent();
start();
startGuide();
startGiving();
startCardFilter();
startClock();
startSorting();
startSound();
startMiddle();
startAttention();
startWordsWall();
startLive();
