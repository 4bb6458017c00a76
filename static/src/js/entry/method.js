// The editor of a method, on the desk.

import { startLeaving } from "../leaving.js";
import { startMethod } from "../method.js";
import { start } from "../start.js";

startLeaving();
start();
startMethod();
