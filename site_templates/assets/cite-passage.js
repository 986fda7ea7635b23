/* "Cite this passage" on the page of a source: selected words of the document become a draft claim, ready in the form
   for a new file at the repository's host. Without it, and without a repository, nothing of this is seen. */
(function () {
  "use strict";
  var box = document.querySelector(".cb-cite-passage"), text = document.querySelector(".cb-document");
  if (!box || !text) return;
  var SPACE = /[ \t\n\f\r]+/g, STEPS = [1, 2, 3, 5, 8, 13, 21, 34, Infinity];
  var WAIT = 250;
  var link = box.querySelector(".cb-cite-link"), details = box.querySelector("details");
  var area = box.querySelector("textarea"), pressed = false, timer = null, dismissed = null, came = null;

  var sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL("cite-passage.css", document.currentScript.src).href;
  document.head.append(sheet);

  /* The document's own words, without labels of claims and slips: its text, the text nodes that it consists of, where
     each begins, and the sentences with their offsets in the file. White space is folded as it is on the page. */
  function read() {
    var nodes = [], sentences = [], words = "", end = null;
    text.querySelectorAll(".cb-original").forEach(function (line) {
      var start = Number(line.dataset.start);
      if (end !== null && start > end) words += " ";
      end = Number(line.dataset.end);
      sentences.push({ at: words.length, offset: start });
      var walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT), node;
      while ((node = walker.nextNode())) {
        if (node.parentElement.closest("sup")) continue;
        nodes.push({ node: node, at: words.length });
        words += node.data.replace(/[\t\n\f\r]/g, " ");
      }
    });
    return { text: words, nodes: nodes, sentences: sentences };
  }

  /* The selected stretch of the document's words, whole characters and without white space at its ends; null where
     nothing of it is selected. */
  function selected(range, whole) {
    var start = -1, end = -1;
    whole.nodes.forEach(function (item) {
      if (!range.intersectsNode(item.node)) return;
      var from = item.node === range.startContainer ? range.startOffset : 0;
      var to = item.node === range.endContainer ? range.endOffset : item.node.length;
      if (to <= from) return;
      if (start < 0) start = item.at + from;
      end = item.at + to;
    });
    if (start < 0) return null;
    while (start < end && whole.text[start] === " ") start += 1;
    while (end > start && whole.text[end - 1] === " ") end -= 1;
    while (start > 0 && joins(whole.text, start)) start -= 1;
    while (end < whole.text.length && joins(whole.text, end)) end += 1;
    return normal(whole.text.slice(start, end)).trim() ? { start: start, end: end } : null;
  }

  /* Whether the sign at an index belongs to the one before it: a mark, or the second half of a pair. */
  function joins(words, index) {
    return /^\p{M}/u.test(words.slice(index, index + 2)) || /[\uDC00-\uDFFF]/.test(words[index]);
  }

  /* Words as the check compares them: white space folded, soft hyphens out, NFC. */
  function normal(words) {
    return words.replace(/[ \t\n\f\r][ \t\n\f\r\u00ad]*/g, " ").replace(/\u00ad/g, "").normalize("NFC");
  }

  function occurrences(words, quote) {
    var found = [], start = words.indexOf(quote);
    while (start >= 0) {
      found.push(start);
      start = words.indexOf(quote, start + 1);
    }
    return found;
  }

  /* The shortest prefix or suffix with which a quote is found at one place only, tried in the order of `briefs draft`;
     none where its words occur once. */
  function neighbours(words, start, end) {
    var all = normal(words), quote = normal(words.slice(start, end)).trim();
    var found = occurrences(all, quote);
    if (found.length < 2) return {};
    var before = words.slice(0, start).split(SPACE).filter(Boolean), after = words.slice(end).split(SPACE).filter(Boolean);
    function fits(prefix, suffix) {
      return found.filter(function (at) {
        return all.slice(0, at).trimEnd().endsWith(normal(prefix)) &&
          all.slice(at + quote.length).trimStart().startsWith(normal(suffix));
      }).length === 1;
    }
    for (var index = 0; index < STEPS.length; index += 1) {
      var prefix = before.slice(-Math.min(STEPS[index], before.length) || before.length).join(" ");
      var suffix = after.slice(0, STEPS[index]).join(" ");
      if (fits("", suffix)) return { suffix: suffix };
      if (fits(prefix, "")) return { prefix: prefix };
      if (fits(prefix, suffix)) return { prefix: prefix, suffix: suffix };
    }
    return {};
  }

  /* A text as a double-quoted scalar of YAML 1.1; what is not seen, or breaks lines, is written as its code. */
  function scalar(words) {
    return '"' + words.replace(/["\\]/g, "\\$&").replace(/[\p{C}\p{Zl}\p{Zp}\p{Zs}]/gu, function (sign) {
      if (sign === " ") return sign;
      var code = sign.codePointAt(0).toString(16);
      return code.length <= 4 ? "\\u" + code.padStart(4, "0") : "\\U" + code.padStart(8, "0");
    }) + '"';
  }

  function today() {
    var now = new Date(), two = function (number) { return String(number).padStart(2, "0"); };
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }

  /* Where a sign of the words stands in the captured file, in code points; white space counts as it is folded. */
  function offset(whole, index) {
    var sentence = whole.sentences.filter(function (item) { return item.at <= index; }).pop();
    return sentence.offset + Array.from(whole.text.slice(sentence.at, index)).length;
  }

  function freeId(whole, found) {
    var last = offset(whole, found.end - 1) + 1;
    var id = box.dataset.source.slice(0, 44) + "-" + offset(whole, found.start) + "-" + last, number = 1, free = id;
    while (document.getElementById("quote-" + free)) free = id + "-" + (number += 1);
    return free;
  }

  /* A stretch of the document as the file of a new claim: its name and its text. */
  function claim(whole, found) {
    var beside = neighbours(whole.text, found.start, found.end), id = freeId(whole, found);
    var lines = ["prefix", "suffix"].filter(function (key) { return beside[key]; }).map(function (key) {
      return "      " + key + ": " + scalar(beside[key]) + "\n";
    });
    var values = { id: id, today: today(), quote: scalar(whole.text.slice(found.start, found.end)) };
    values.neighbours = lines.join("");
    return {
      name: id + ".yml",
      text: (box.dataset.claim + "\n").replace(/\{(id|today|quote)\}|\{(neighbours)\}\n/g, function (place, key, many) {
        return values[key || many];
      })
    };
  }

  function address(file) {
    var names = box.dataset.parameters.split(" "), query = new URLSearchParams();
    query.set(names[0], box.dataset.folder + file.name);
    query.set(names[1], file.text);
    return box.dataset.address + "?" + query;
  }

  /* Puts the box below the last word of a stretch, and after its sentence in the order of the tab key. */
  function place(whole, found) {
    var last = whole.nodes.filter(function (item) { return item.at < found.end; }).pop(), range = document.createRange();
    range.setStart(last.node, found.end - last.at - 1);
    range.setEnd(last.node, found.end - last.at);
    var row = last.node.parentElement.closest(".cb-sentence");
    if (row !== box.parentElement) row.append(box);
    box.hidden = false;
    var word = range.getBoundingClientRect(), frame = text.getBoundingClientRect();
    var room = Math.min(frame.right, document.documentElement.clientWidth - 8) - box.offsetWidth;
    box.style.left = Math.max(0, Math.min(word.right - box.offsetWidth / 2, room) - frame.left) + "px";
    box.style.top = word.bottom - frame.top + (matchMedia("(pointer: coarse)").matches ? 30 : 8) + "px";
  }

  function show(range) {
    var whole = read(), found = selected(range, whole);
    if (!found) return close();
    var file = claim(whole, found), long = address(file);
    var fits = encodeURIComponent(long).length <= Number(box.dataset.longest);
    box.querySelector(".cb-cite-note").hidden = !fits;
    box.querySelector(".cb-cite-too-long").hidden = fits;
    link.href = fits ? long : box.dataset.address;
    link.hidden = !fits;
    details.open = !fits;
    area.value = file.text;
    place(whole, found);
    return undefined;
  }

  function close() {
    clearTimeout(timer);
    if (box.contains(document.activeElement) && came) came.focus({ preventScroll: true });
    box.hidden = true;
    came = null;
  }

  /* The selection where it lies within the document; null else. */
  function current() {
    var selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    var range = selection.getRangeAt(0);
    return text.contains(range.commonAncestorContainer) && !box.contains(range.commonAncestorContainer) ? range : null;
  }

  function same(one, other) {
    return Boolean(one && other) && one.compareBoundaryPoints(Range.START_TO_START, other) === 0 &&
      one.compareBoundaryPoints(Range.END_TO_END, other) === 0;
  }

  function update() {
    if (pressed || box.contains(document.activeElement)) return;
    var range = current();
    if (!range) return close();
    if (!same(range, dismissed)) show(range);
    return undefined;
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(update, WAIT);
  }

  document.addEventListener("selectionchange", function () {
    if (!same(current(), dismissed)) dismissed = null;
    soon();
  });
  document.addEventListener("pointerdown", function (event) { pressed = !box.contains(event.target) && event.pointerType === "mouse"; });
  ["pointerup", "pointercancel"].forEach(function (name) {
    document.addEventListener(name, function () {
      if (pressed) soon();
      pressed = false;
    });
  });
  window.addEventListener("resize", soon);
  /* A press beside the link must not take the selection away. */
  box.addEventListener("mousedown", function (event) { if (event.target !== area) event.preventDefault(); });
  area.addEventListener("focus", function () { area.select(); });
  box.querySelector(".cb-cite-close").addEventListener("click", dismiss);

  function dismiss() {
    var range = current();
    dismissed = range && range.cloneRange();
    close();
  }

  /* c: to the link for what is selected, else for the sentence that has the focus. */
  function enter() {
    var range = current(), row = document.activeElement.closest(".cb-sentence");
    if (!range && row) {
      range = document.createRange();
      range.selectNodeContents(row.querySelector(".cb-original"));
      document.getSelection().removeAllRanges();
      document.getSelection().addRange(range);
    }
    if (!range) return false;
    dismissed = null;
    came = row || null;
    show(range);
    if (!box.hidden) (link.hidden ? area : link).focus({ preventScroll: true });
    return true;
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && !box.hidden) return dismiss();
    if (event.ctrlKey || event.metaKey || event.altKey || event.key !== "c" || box.contains(document.activeElement)) return undefined;
    if (!/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && enter()) event.preventDefault();
    return undefined;
  });
})();
