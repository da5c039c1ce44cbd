// What scrolls sideways can be reached by keyboard, and nothing else is a stop on the way.
function reach() {
  for (const part of document.querySelectorAll(".highlight pre, .table-wrapper, div.math")) {
    if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
    else part.removeAttribute("tabindex");
  }
}
addEventListener("load", reach);
addEventListener("resize", reach);
