/* Definitions and notes on hover and focus, and the timeline's filters. Without it every link still leads there. */
(function () {
  "use strict";
  var popover = null, owner = null;

  function note(link) {
    var id = decodeURIComponent(link.hash.slice(1));
    var target = link.hash && link.pathname === location.pathname ? document.getElementById(id) : null;
    if (!target) return null;
    if (target.tagName === "DT") return [target.textContent, target.nextElementSibling.textContent];
    if (id.indexOf("garble-") === 0) {
      return [target.querySelector(".cb-printed").textContent, "→ " + target.querySelector(".cb-meant").textContent];
    }
    return null;
  }

  function show(link) {
    var words = note(link);
    if (!words) return;
    if (!popover) {
      popover = document.createElement("div");
      popover.className = "cb-popover";
      popover.id = "cb-popover";
      popover.setAttribute("role", "tooltip");
      document.body.appendChild(popover);
      popover.addEventListener("mouseleave", hide);
    }
    popover.textContent = "";
    var title = document.createElement("b");
    title.textContent = words[0];
    popover.append(title, words[1]);
    popover.hidden = false;
    var box = link.getBoundingClientRect(), width = popover.offsetWidth, height = popover.offsetHeight;
    var left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8));
    var above = box.bottom + height + 8 > window.innerHeight && box.top > height + 8;
    popover.style.left = left + window.scrollX + "px";
    popover.style.top = (above ? box.top - height - 2 : box.bottom + 2) + window.scrollY + "px";
    if (owner) owner.removeAttribute("aria-describedby");
    owner = link;
    owner.setAttribute("aria-describedby", "cb-popover");
  }

  function hide() {
    if (popover) popover.hidden = true;
    if (owner) owner.removeAttribute("aria-describedby");
    owner = null;
  }

  function linkOf(event) {
    return event.target instanceof Element ? event.target.closest('a[href*="#def-"], a[href*="#garble-"]') : null;
  }

  document.addEventListener("mouseover", function (event) {
    var link = linkOf(event);
    if (link) show(link);
    else if (owner && event.target instanceof Element && !event.target.closest(".cb-popover") && document.activeElement !== owner) hide();
  });
  document.addEventListener("focusin", function (event) {
    var link = linkOf(event);
    if (link) show(link); else hide();
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") hide(); });

  document.querySelectorAll(".cb-filters").forEach(function (form) {
    var rows = document.querySelectorAll(".cb-timeline li"), output = form.querySelector("output");
    function chosen(name, row, list) {
      var value = form.elements[name].value;
      return !value || (list ? row.dataset[name].split(" ").includes(value) : row.dataset[name] === value);
    }
    function apply() {
      var year = form.elements.year.value, shown = 0;
      document.querySelectorAll(".cb-year").forEach(function (section) {
        var left = 0;
        section.querySelectorAll(".cb-timeline li").forEach(function (row) {
          var fits = (!year || section.dataset.year === year) && chosen("about", row, true) &&
            chosen("voices", row, true) && chosen("sources", row, true) && chosen("state", row, false);
          row.hidden = !fits;
          left += fits;
        });
        section.hidden = left === 0;
        shown += left;
      });
      output.textContent = form.dataset.shown.replace("SHOWN", shown).replace("TOTAL", rows.length);
    }
    form.hidden = false;
    form.addEventListener("change", apply);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    apply();
  });

  document.querySelectorAll(".cb-reader").forEach(function (bar) {
    var text = document.querySelector(".cb-document"), rows = Array.from(text.querySelectorAll(".cb-sentence"));
    var current = -1;
    function go(index) {
      if (index < 0 || index >= rows.length) return;
      if (current >= 0) rows[current].classList.remove("cb-current");
      current = index;
      rows[current].classList.add("cb-current");
      rows[current].focus({ preventScroll: true });
      rows[current].scrollIntoView({ block: "center" });
    }
    function step(name) {
      if (name === "next") go(current + 1);
      else if (name === "previous") go(Math.max(0, current - 1));
      else {
        var later = rows.findIndex(function (row, index) { return index > current && row.classList.contains("cb-uncovered"); });
        go(later >= 0 ? later : rows.findIndex(function (row) { return row.classList.contains("cb-uncovered"); }));
      }
    }
    bar.hidden = false;
    bar.querySelectorAll("button").forEach(function (button) {
      button.disabled = button.dataset.count === "0";
      button.addEventListener("click", function () { step(button.dataset.step); });
    });
    bar.querySelectorAll("input").forEach(function (box) {
      box.addEventListener("change", function () { text.classList.toggle("cb-hide-" + box.dataset.hide, !box.checked); });
    });
    document.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
      var name = { j: "next", k: "previous", u: "uncovered" }[event.key];
      if (name) { step(name); event.preventDefault(); }
    });
  });
})();
