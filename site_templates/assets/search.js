/* Opens the search: by its link in the header, by the keys / and s. Everything else is loaded when it is opened. */
(function () {
  "use strict";
  var dialog = document.querySelector(".cb-search-dialog"), opener = document.querySelector(".cb-search-open");
  var here = document.querySelector(".cb-search-here");
  if (!dialog || !dialog.showModal || !opener) return;
  var form = dialog.querySelector("form"), field = form.elements.q, started = false;
  var look = document.createElement("link");
  look.rel = "stylesheet";
  look.href = new URL("search.css", document.currentScript.src).href;
  /* Until its style sheet is there the dialog is see-through, so that no letter typed meanwhile is lost. */
  look.onload = look.onerror = function () { form.classList.add("cb-search-ready"); };

  function start() {
    if (started) return;
    started = true;
    document.head.append(look);
    import("./search-panel.js").then(function (panel) {
      return panel.start(form, Boolean(here));
    }).finally(function () { form.classList.add("cb-search-settled"); });
  }

  function open() {
    start();
    if (!here && !dialog.open) dialog.showModal();
    field.focus();
    field.select();
  }

  if (here) {
    form.classList.add("cb-search-inline");
    /* Shown only with its style sheet, so that nothing moves when that comes. */
    look.onload = look.onerror = function () {
      form.classList.add("cb-search-ready");
      here.replaceChildren(form);
    };
    start();
  } else {
    opener.setAttribute("role", "button");
    opener.setAttribute("aria-haspopup", "dialog");
  }
  opener.addEventListener("click", function (event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  opener.addEventListener("keydown", function (event) {
    if (event.key !== " ") return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.key !== "/" && event.key !== "s")) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    open();
  });
  dialog.addEventListener("click", function (event) {
    if (event.target === dialog || event.target.closest(".cb-search-close")) dialog.close();
  });
  dialog.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    dialog.close();
  });
})();
