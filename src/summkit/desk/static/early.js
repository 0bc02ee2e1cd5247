"use strict";
document.documentElement.classList.add("js"); // set before the page is drawn, so that its layout does not change afterwards
