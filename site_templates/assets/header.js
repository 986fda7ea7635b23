/* The menu of small screens for those who use keys: a button in the place of Material's label. */
(function () {
  "use strict";
  /* The theme checks neither radio of the colours: keys that come from below would land on the one without a label. */
  window.addEventListener("load", function () {
    document.querySelectorAll(".md-option").forEach(function (option) {
      option.checked = option.dataset.mdColorScheme === document.body.dataset.mdColorScheme;
    });
    /* A table wider than the page can be moved by keys in every browser, also once its fonts came or the page turned. */
    var sizes = new ResizeObserver(function (entries) {
      entries.forEach(function (entry) {
        var wrap = entry.target.closest(".md-typeset__scrollwrap");
        if (wrap.scrollWidth > wrap.clientWidth) wrap.tabIndex = 0;
        else wrap.removeAttribute("tabindex");
      });
    });
    document.querySelectorAll(".md-typeset__scrollwrap, .md-typeset__scrollwrap table").forEach(function (part) {
      sizes.observe(part);
    });
  });
  /* The other language shows the same search and the same filters. */
  document.querySelectorAll(".cb-edition").forEach(function (link) {
    link.addEventListener("click", function () { link.search = location.search; });
  });
  var toggle = document.getElementById("__drawer"), button = document.querySelector(".cb-menu");
  var label = document.querySelector(".cb-menu-label"), menu = document.querySelector(".md-sidebar--primary");
  if (!toggle || !button || !menu) return;
  button.hidden = false;
  label.hidden = true;

  function set(open) {
    toggle.checked = open;
    toggle.dispatchEvent(new Event("change", { bubbles: true }));
  }

  toggle.addEventListener("change", function () {
    button.setAttribute("aria-expanded", String(toggle.checked));
  });
  button.addEventListener("click", function () {
    set(!toggle.checked);
    var links = Array.from(menu.querySelectorAll(".md-nav--primary > .md-nav__list > .md-nav__item > a"));
    var first = links.find(function (link) { return link.offsetParent; });
    if (toggle.checked && first) first.focus();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !toggle.checked) return;
    set(false);
    button.focus();
  });
})();
