// Small conveniences of a page. Everything works without them; what they do is declared by data- attributes.
"use strict";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // ---------- rows that a person adds and takes away ----------

  // Gives a row its place: `parties-2-name` becomes `parties-1-name` in every attribute that refers to it.
  function renumber(row, list, to) {
    const old = new RegExp(`^${list.dataset.rows}-${row.dataset.row}(?![0-9])`);
    const moved = (value) => value.split(" ").map((word) => word.replace(old, `${list.dataset.rows}-${to}`)).join(" ");
    for (const part of all("[id], [name], [for], [aria-describedby], [aria-labelledby], [list]", row).concat(row)) {
      for (const name of ["id", "name", "for", "aria-describedby", "aria-labelledby", "list"]) {
        if (part.hasAttribute(name)) part.setAttribute(name, moved(part.getAttribute(name)));
      }
    }
    for (const button of all("button[name=remove_row]", row)) button.value = moved(button.value);
    for (const number of all("[data-number]", row)) number.textContent = to + 1;
    row.dataset.row = to;
  }

  function settle(list) {
    const rows = all("[data-row]", list);
    rows.forEach((row, index) => renumber(row, list, index));
    for (const row of rows) {
      for (const button of all("button[name=remove_row]", row)) button.hidden = rows.length <= Number(list.dataset.least);
    }
    const add = list.querySelector("button[name=add_row]");
    if (add) add.hidden = Boolean(list.dataset.most) && rows.length >= Number(list.dataset.most);
    return rows;
  }

  function addRow(list) {
    const blank = list.querySelector("template");
    if (!blank) return null;
    blank.before(blank.content.cloneNode(true));
    const rows = settle(list);
    return rows[rows.length - 1];
  }

  // ---------- a field that only some choices need ----------

  // What was written there already stays in sight, whatever is chosen beside it; and what is to be mended.
  function suit(field) {
    const [name, ...wanted] = field.dataset.shownWith.split(" ");
    const beside = all(`[name="${field.name.replace(/[^-]*$/, name)}"]`, field.form || document);
    const chosen = beside.find((part) => part.value && (part.checked || part.matches("select")));
    const box = field.closest(".field");
    const open = beside.every((part) => !part.matches("select") || (part.value && !part.closest("[hidden]")));
    const wants = chosen ? wanted.includes(chosen.value) : true;
    const stays = (open && wants) || field.value || (box && box.matches(".bad"));
    if (box) box.hidden = !stays;
  }

  function suitAll(root) {
    for (const field of all("[data-shown-with]", root)) suit(field);
  }

  document.addEventListener("change", (event) => {
    if (event.target.form) suitAll(event.target.form);
  });

  function firstField(row) {
    return row.querySelector("input:not([type=hidden]), select, textarea");
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=add_row], button[name=remove_row]");
    const list = button && button.closest("[data-rows]");
    if (!list || !list.querySelector("template")) return;
    event.preventDefault();
    changed(button.form);
    if (button.name === "add_row") {
      const row = addRow(list);
      if (row) firstField(row)?.focus();
      return;
    }
    button.closest("[data-row]").remove();
    const rows = settle(list);
    (rows.length ? firstField(rows[rows.length - 1]) : list.querySelector("button[name=add_row]"))?.focus();
  });

  // ---------- the saved line, and sending once ----------

  function say(form, what) {
    const line = form && form.querySelector("[data-saved]");
    if (!line) return;
    for (const sentence of all("[data-when]", line)) sentence.hidden = sentence.dataset.when !== what;
  }

  function changed(form) {
    if (!form || form.dataset.sent) return;
    say(form, "changed");
    draftSoon(form);
  }

  // ---------- what is typed is kept on the server a few seconds later ----------

  const DRAFT_AFTER = 4000;
  const waiting = new WeakMap();

  function draftSoon(form) {
    if (form.dataset.draft && !waiting.has(form)) waiting.set(form, setTimeout(keepDraft, DRAFT_AFTER, form));
  }

  function typedIn(form) {
    const typed = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    for (const field of all("input[type=password]", form)) typed.delete(field.name);
    const { pathname, search } = new URL(form.action);
    typed.set("draft_of", pathname + search);
    return typed;
  }

  async function keepDraft(form) {
    waiting.delete(form);
    if (form.dataset.sent) return;
    // A sign-in that ran out leads elsewhere: that is not followed, and the line goes on saying that nothing is kept.
    const asked = { method: "POST", body: typedIn(form), redirect: "manual", keepalive: true };
    const answer = await fetch(form.dataset.draft, asked).catch(() => null);
    const kept = answer && answer.status === 200 ? (await answer.json()).said : "";
    if (!kept || waiting.has(form) || form.dataset.sent) return; // what was written meanwhile has its own turn
    for (const place of all("[data-said]", form)) place.textContent = kept;
    say(form, "draft");
  }

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    for (const form of all("form[data-draft]")) if (waiting.has(form)) keepDraft(form);
  });

  document.addEventListener("input", (event) => changed(event.target.form));

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("method") !== "post" || "download" in form.dataset) return;
    if (form.dataset.sent) {
      event.preventDefault();
      say(form, "sent");
      return;
    }
    form.dataset.sent = "yes";
    // aria-disabled and not disabled: the button keeps its place, its focus and its value.
    for (const button of all("button[type=submit]", form)) button.setAttribute("aria-disabled", "true");
    say(form, "saving");
  });

  // A page that comes back from the browser's memory may be sent again; its token tells the server if it was.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of all("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of all("button[type=submit]", form)) button.removeAttribute("aria-disabled");
      say(form, "changed");
    }
  });

  // ---------- changing the language keeps the half-written form ----------

  const KEPT = "mediation-kept";
  const passing = (field) => field.name && !/^(hidden|password|file|submit|button)$/.test(field.type);

  function keep(form) {
    const written = [...form.elements].filter(passing).map((field) => ({
      name: field.name,
      value: field.value,
      checked: field.checked,
      box: field.type === "radio" || field.type === "checkbox",
    }));
    sessionStorage.setItem(KEPT, JSON.stringify({ page: location.pathname, written }));
  }

  function rowsFor(name, form) {
    for (const list of all("[data-rows]", form)) {
      if (!name.startsWith(`${list.dataset.rows}-`)) continue;
      for (let more = 0; more < 50 && !form.elements[name] && addRow(list); more += 1);
    }
  }

  function putBack(form, { name, value, checked, box }) {
    if (!form.elements[name]) rowsFor(name, form);
    for (const field of [...form.elements].filter((one) => one.name === name && passing(one))) {
      if (!box) field.value = value;
      else if (field.value === value) field.checked = checked;
    }
  }

  document.addEventListener("click", (event) => {
    const form = event.target.closest(".langs a") && document.querySelector("form[data-keep]");
    if (form) keep(form);
  });

  function restore() {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) || "null");
    sessionStorage.removeItem(KEPT);
    const form = document.querySelector("form[data-keep]");
    if (!form || !kept || kept.page !== location.pathname) return;
    kept.written.forEach((field) => putBack(form, field));
    changed(form);
  }

  // ---------- keys, printing, the first error ----------

  document.addEventListener("keydown", (event) => {
    const form = event.target.form || (event.target.isContentEditable && event.target.closest("form"));
    if (!form || form.getAttribute("method") !== "post" || !(event.ctrlKey || event.metaKey)) return;
    if (event.key === "s" && form.dataset.draft) {
      event.preventDefault();
      keepDraft(form);
      return;
    }
    const pressed = event.key === "Enter" && form.querySelector("button.btn-do");
    if (!pressed) return;
    event.preventDefault();
    form.requestSubmit(pressed);
  });

  for (const button of all("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  suitAll(document);
  for (const list of all("[data-rows]")) if (list.querySelector("template")) settle(list);
  restore();
  document.querySelector(".errsum")?.focus();
})();
