/* Definitions, notes and previews on hover and focus, the timeline's filters, the reader's bar. Without it every link
   still leads there. */
(function () {
  "use strict";
  var WAIT = 350;
  var popover = null, owner = null, asked = null, timer = null, pages = {};

  /* What a link on this page shows at once: a term's definition, or what a slip of the translation meant. */
  function note(link) {
    var here = link.hash && link.pathname === location.pathname;
    var target = here ? document.getElementById(decodeURIComponent(link.hash.slice(1))) : null;
    if (!target) return null;
    if (target.tagName === "DT") return [target.textContent, [target.nextElementSibling.textContent]];
    if (target.id.indexOf("garble-") === 0) {
      return [target.querySelector(".cb-printed").textContent, ["→ " + target.querySelector(".cb-meant").textContent]];
    }
    return null;
  }

  function words(element) {
    if (!element) return "";
    var copy = element.cloneNode(true);
    copy.querySelectorAll("sup, .headerlink, .cb-label").forEach(function (part) { part.remove(); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  /* A passage with the sentences before and after it. */
  function passage(page, id) {
    var mark = page.getElementById(id), row = mark && mark.closest(".cb-sentence");
    if (!row) return null;
    var rows = [row.previousElementSibling, row, row.nextElementSibling].filter(function (item) {
      return item && item.classList.contains("cb-sentence");
    });
    return [words(page.querySelector("h1")), rows.map(function (item) { return words(item.querySelector(".cb-original")); })];
  }

  function preview(link, page) {
    var id = decodeURIComponent(link.hash.slice(1));
    if (id.indexOf("quote-") === 0) return passage(page, id);
    var title = page.querySelector("article h1"), state = page.querySelector(".cb-state .cb-state-head .cb-chip");
    var text = page.querySelector(".cb-quote, .cb-paraphrase, .cb-bottom-line, .cb-lead");
    if (!title || !text) return null;
    return [words(title), [state ? words(state) : "", words(text)].filter(Boolean)];
  }

  function leadsToRecord(link) {
    return link.origin === location.origin && link.pathname !== location.pathname &&
      /\/(claims|sources|entities|briefs)\/[a-z0-9-]+\/$/.test(link.pathname);
  }

  function load(link) {
    if (!pages[link.pathname]) {
      pages[link.pathname] = fetch(link.pathname).then(function (answer) {
        return answer.ok ? answer.text() : "";
      }).then(function (text) { return new DOMParser().parseFromString(text, "text/html"); });
    }
    return pages[link.pathname];
  }

  function place(link) {
    var box = link.getBoundingClientRect(), width = popover.offsetWidth, height = popover.offsetHeight;
    var left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8));
    var above = box.bottom + height + 8 > window.innerHeight && box.top > height + 8;
    popover.style.left = left + window.scrollX + "px";
    popover.style.top = (above ? box.top - height - 2 : box.bottom + 2) + window.scrollY + "px";
  }

  function show(link, content) {
    if (!content) return;
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
    title.textContent = content[0];
    popover.append(title);
    content[1].forEach(function (line) {
      var part = document.createElement("span");
      part.textContent = line;
      popover.append(part);
    });
    popover.hidden = false;
    place(link);
    if (owner) owner.removeAttribute("aria-describedby");
    owner = link;
    owner.setAttribute("aria-describedby", "cb-popover");
  }

  function hide() {
    clearTimeout(timer);
    asked = null;
    if (popover) popover.hidden = true;
    if (owner) owner.removeAttribute("aria-describedby");
    owner = null;
  }

  function linkOf(event) { return event.target instanceof Element ? event.target.closest(".md-content a[href]:not(.cb-hit-link)") : null; }

  /* A note of this page at once; a preview of another page after a moment, if the reader is still there and has not
     sent it away while it was on its way. */
  function offer(link, stillThere) {
    var content = note(link);
    if (content) return show(link, content);
    if (owner && owner !== link) hide();
    if (!leadsToRecord(link)) return undefined;
    clearTimeout(timer);
    asked = link;
    timer = setTimeout(function () {
      load(link).then(function (page) { if (asked === link && stillThere(link)) show(link, preview(link, page)); }, function () {});
    }, WAIT);
    return undefined;
  }

  document.addEventListener("mouseover", function (event) {
    var link = linkOf(event);
    if (link) offer(link, function (it) { return it.matches(":hover"); });
    else if (event.target instanceof Element && !event.target.closest(".cb-popover")) {
      clearTimeout(timer);
      if (owner && document.activeElement !== owner) hide();
    }
  });
  document.addEventListener("focusin", function (event) {
    var link = linkOf(event);
    if (link && link.matches(":focus-visible")) offer(link, function (it) { return it === document.activeElement; });
    else hide();
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
