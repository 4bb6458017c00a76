// Large files that are made meanwhile: the page looks again by itself.

import { lookAgain } from "../jobs.js";
import { start } from "../start.js";

start();
lookAgain();
