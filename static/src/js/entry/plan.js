// The kjøreplan of a samling, on the desk.

import { startLeaving } from "../leaving.js";
import { startPlan } from "../plan.js";
import { startPress } from "../press.js";
import { start } from "../start.js";
import { startUnsent } from "../unsent.js";

startLeaving();
startUnsent();
start();
startPlan();
startPress();
