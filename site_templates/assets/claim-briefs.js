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
      return [target.querySelector(".cb-printed").textContent, "Meant: " + target.querySelector(".cb-meant").textContent];
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
    form.hidden = false;
    function apply() {
      var about = form.elements.about.value, state = form.elements.state.value, shown = 0;
      rows.forEach(function (row) {
        var fits = (!about || row.dataset.about.split(" ").includes(about)) && (!state || row.dataset.state === state);
        row.hidden = !fits;
        shown += fits;
      });
      output.textContent = shown + " of " + rows.length;
    }
    form.addEventListener("change", apply);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    apply();
  });
})();
