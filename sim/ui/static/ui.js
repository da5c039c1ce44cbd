// What htmx does not: nothing is needed for the page to work, this only makes it kinder.
"use strict";

// The first fault of a form is where the reader goes next.
document.addEventListener("DOMContentLoaded", () => {
  const box = document.querySelector("[aria-invalid]") || document.getElementById("faults");
  if (box) box.focus();
});

// Options are found by their names while one types; what is chosen stays.
document.addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("option-find");
  if (!box) return;
  box.parentElement.hidden = false;
  box.addEventListener("input", () => {
    for (const one of document.querySelectorAll("#options-others > span")) {
      const found = one.textContent.toLowerCase().includes(box.value.trim().toLowerCase());
      one.hidden = !found && !one.querySelector("input").checked;
    }
  });
});

// A field that was checked while it was typed is marked as what it was found to be.
document.addEventListener("htmx:afterOnLoad", (event) => {
  const field = event.detail.elt.closest("fieldset");
  const box = field && field.querySelector(".boxes input");
  if (!box) return;
  if (field.querySelector(".fault")) box.setAttribute("aria-invalid", "true");
  else box.removeAttribute("aria-invalid");
});

// So are the cells of the pipeline, of which the whole table is judged.
document.addEventListener("htmx:afterOnLoad", (event) => {
  if (!event.detail.elt.querySelector(".pipeline")) return;
  for (const box of event.detail.elt.querySelectorAll("[aria-describedby$='-faults']")) {
    const faults = document.getElementById(box.getAttribute("aria-describedby"));
    const cell = CSS.escape(box.name.split("@")[0]);
    if (faults.querySelector(`[data-cell="${cell}"]`)) box.setAttribute("aria-invalid", "true");
    else box.removeAttribute("aria-invalid");
  }
});

// What is read out of a job: each state once, and each tenth of the way.
document.addEventListener("htmx:afterSettle", () => {
  const live = document.getElementById("live"), said = document.getElementById("said");
  if (!live || !said) return;
  const bar = document.getElementById("progress");
  const tenth = bar ? ` ${Math.floor((10 * bar.value) / bar.max) * 10}%` : "";
  const text = said.textContent.trim() + tenth;
  if (live.textContent !== text) live.textContent = text;
});

// What a slider says where it stands, which the server knows: beside it, and read out.
document.addEventListener("htmx:afterSettle", () => {
  for (const told of document.querySelectorAll("#glance [data-value]")) {
    const path = CSS.escape(told.dataset.path);
    const slider = document.querySelector(`input[data-path="${path}"]`);
    const shown = document.querySelector(`output[data-of="${path}"]`);
    if (slider) slider.setAttribute("aria-valuetext", told.dataset.value);
    if (shown) shown.textContent = told.dataset.value;
  }
  const words = [...document.querySelectorAll("#glance h3")].map((head) => head.innerText);
  const live = document.getElementById("live");
  if (words.length && live) live.textContent = words.join("; ");
});
