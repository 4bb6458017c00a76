// The pages of an account. Nothing typed here is kept as a draft.

import { startCopy } from "../copy.js";
import { startLeaving } from "../leaving.js";
import { startSecrets } from "../secret.js";
import { start } from "../start.js";

startSecrets();
startCopy();
startLeaving();
start();
