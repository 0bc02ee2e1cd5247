"use strict";
document.documentElement.classList.add("js"); // before the page is drawn, so that nothing moves
