/* Small behaviours on top of plain forms; every page works without this file. */
"use strict";
