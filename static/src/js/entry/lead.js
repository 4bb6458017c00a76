// The prosessleder's remote, on a phone or a laptop.

import { startArrange } from "../arrange.js";
import { startClock } from "../clock.js";
import { startKeys } from "../keys.js";
import { startLive } from "../live.js";
import { startPress } from "../press.js";
import { start } from "../start.js";
import { startTabs } from "../tabs.js";

start();
startPress();
startTabs();
startClock();
startKeys();
startArrange();
startLive();
