"use strict";
(() => {
  const $ = id => document.getElementById(id);
  if (!$("filter")) return;
  const files = new Map();
  for (const el of document.querySelectorAll("[data-f]")) {
    const f = files.get(el.dataset.f) || { parts: [] };
    f.parts.push(el);
    files.set(el.dataset.f, f);
  }
  const all = [];
  for (const row of document.querySelectorAll("#list tbody tr")) {
    const mark = $("f" + row.id.slice(1));
    all.push({
      row, mark, excerpt: mark.closest(".x"), file: row.parentNode.dataset.f, on: true,
      type: row.cells[0].textContent, detector: row.dataset.d, score: +row.cells[2].textContent,
    });
  }
  let at = -1, list = false;

  function filter() {
    const t = $("type").value, d = $("detector").value, f = $("file").value, s = +$("score").value;
    $("least").textContent = s.toFixed(2);
    const excerpts = new Set(), names = new Set();
    let n = 0;
    for (const x of all) {
      const on = (!t || x.type === t) && (!d || x.detector === d) && (!f || x.file === f) && x.score >= s;
      if (on !== x.on) {
        x.on = on;
        x.row.hidden = !on;
        x.mark.classList.toggle("off", !on);
      }
      if (on) { n++; excerpts.add(x.excerpt); names.add(x.file); }
    }
    let last = null;
    for (const x of all) {
      if (x.excerpt === last) continue;
      last = x.excerpt;
      const hide = !excerpts.has(last);
      if (last.hidden !== hide) last.hidden = hide;
    }
    for (const [name, file] of files) for (const el of file.parts) el.hidden = !names.has(name);
    $("shown").value = n;
  }

  function show(asList) {
    list = asList;
    $("pages").hidden = list;
    $("list").hidden = !list;
    $("text").setAttribute("aria-pressed", !list);
    $("rows").setAttribute("aria-pressed", list);
    if (at >= 0) go(at);
  }

  function go(i) {
    if (at >= 0) { all[at].mark.classList.remove("at"); all[at].row.classList.remove("at"); }
    at = i;
    const x = all[i], el = list ? x.row : x.mark;
    x.mark.classList.add("at");
    x.row.classList.add("at");
    if (!list) x.mark.closest("details").open = true;
    el.focus({ preventScroll: true });
    el.scrollIntoView({ block: "center" });
    const c = x.row.cells, dl = document.createElement("dl");
    for (const [k, v] of [["Type", x.type], ["What", x.mark.title], ["Score", c[2].textContent], ["Detector", x.detector], ["Rule", x.row.dataset.u],
      ["Check", x.row.dataset.v], ["Source", x.row.dataset.o], ["Notes", x.row.dataset.n], ["Place", c[1].textContent], ["Length", c[3].textContent + " bytes"], ["Became", c[5].textContent]]) {
      if (!v) continue;
      dl.append(Object.assign(document.createElement("dt"), { textContent: k }), Object.assign(document.createElement("dd"), { textContent: v }));
    }
    $("evidence").replaceChildren(dl);
  }

  function step(by) {
    for (let i = at + by; i >= 0 && i < all.length; i += by) if (all[i].on) return go(i);
  }

  function reset() {
    for (const id of ["type", "detector", "file"]) $(id).value = "";
    $("score").value = 0;
    filter();
  }

  $("filter").addEventListener("input", filter);
  $("filter").addEventListener("submit", e => e.preventDefault());
  $("text").addEventListener("click", () => show(false));
  $("rows").addEventListener("click", () => show(true));
  document.querySelector("main").addEventListener("click", e => {
    const el = e.target.closest("mark, #list tbody tr");
    if (el) go(+el.id.slice(1) - 1);
  });
  document.addEventListener("keydown", e => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "Escape") { e.target.blur(); reset(); return; }
    if (e.target.matches("input, select")) return;
    switch (e.key) {
      case "j": case "ArrowDown": step(1); break;
      case "k": case "ArrowUp": step(-1); break;
      case "/": $("type").focus(); break;
      case "t": show(!list); break;
      case "o": if (at < 0) return; $("type").value = all[at].type; filter(); break;
      default: return;
    }
    e.preventDefault();
  });
})();
