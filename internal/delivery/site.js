// Searches the index that stands beside this file: all words of the question, folded.
"use strict";
(function () {
  var box = document.getElementById("words"), list = document.getElementById("found"), told = document.getElementById("told");
  function fold(s) { return s.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); }
  var rows = verbale.map(function (r) { return { text: fold(r[0] + " " + r[1] + " " + r[4]), row: r }; });
  function show() {
    var words = fold(box.value).split(/\s+/).filter(Boolean);
    list.textContent = "";
    if (!words.length) { told.textContent = rows.length + " statements."; return; }
    var hits = rows.filter(function (r) { return words.every(function (w) { return r.text.indexOf(w) >= 0; }); });
    told.textContent = hits.length + " of " + rows.length + " statements" + (hits.length > 200 ? "; the first 200 are shown." : ".");
    hits.slice(0, 200).forEach(function (h) {
      var item = document.createElement("li"), link = document.createElement("a"), of = document.createElement("span");
      link.href = h.row[5];
      link.textContent = h.row[0];
      of.className = "of";
      of.textContent = " " + (h.row[2] || "undated") + ", " + h.row[1] + " (" + h.row[3] + "), " + h.row[4];
      item.append(link, of);
      list.append(item);
    });
  }
  box.addEventListener("input", show);
  box.value = decodeURIComponent(location.hash.slice(1));
  show();
})();
