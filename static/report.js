// Writing a report: figures stand in the text as chips that can be moved and deleted but not overtyped.
// The text area below stays what is sent; without this script the marks are edited as plain text.
"use strict";

(() => {
  const form = document.querySelector("form[data-figures]");
  const area = form && form.elements[form.dataset.figures];
  if (!area) return;
  const marks = new Map(Object.entries(JSON.parse(form.dataset.said)));
  for (const code of document.querySelectorAll("code[data-mark]")) {
    if (!marks.has(code.dataset.mark)) marks.set(code.dataset.mark, code.parentElement.firstChild.textContent.trim());
  }
  const MARK = /\{[A-Z][0-9]{2}[a-z]?[^{}\n]*\}/g;

  function chip(mark) {
    const one = document.createElement("span");
    one.className = "chip";
    one.contentEditable = "false";
    one.dataset.mark = mark;
    one.textContent = marks.get(mark) || mark;
    return one;
  }

  const editor = document.createElement("div");
  editor.className = "form-control editor";
  editor.contentEditable = "true";
  editor.setAttribute("role", "textbox");
  editor.setAttribute("aria-multiline", "true");
  editor.setAttribute("aria-label", document.querySelector(`label[for="${area.id}"]`).textContent.trim());

  function show(text) {
    editor.replaceChildren();
    for (const line of text.split("\n")) {
      const paragraph = document.createElement("p");
      let at = 0;
      for (const found of line.matchAll(MARK)) {
        paragraph.append(line.slice(at, found.index), chip(found[0]));
        at = found.index + found[0].length;
      }
      paragraph.append(line.slice(at));
      if (!line) paragraph.append(document.createElement("br"));
      editor.append(paragraph);
    }
  }

  // What the editor holds, as plain text with marks; whatever a browser or a paste put in is only text.
  function read(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent;
    if (node.dataset && node.dataset.mark) return node.dataset.mark;
    if (node.nodeName === "BR") return "";
    const inside = [...node.childNodes].map(read).join("");
    return /^(P|DIV|LI)$/.test(node.nodeName) && node !== editor ? `${inside}\n` : inside;
  }

  const keep = () => {
    area.value = read(editor).replace(/\n+$/, "");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  editor.addEventListener("input", keep);
  editor.addEventListener("paste", (event) => {
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain");
    document.execCommand("insertText", false, text);
  });
  for (const code of document.querySelectorAll("code[data-mark]")) {
    const add = document.createElement("button");
    add.type = "button";
    add.className = "btn btn-quiet";
    add.textContent = code.dataset.mark;
    add.addEventListener("click", () => {
      const range = document.getSelection().rangeCount ? document.getSelection().getRangeAt(0) : null;
      const one = chip(code.dataset.mark);
      if (range && editor.contains(range.startContainer)) {
        range.insertNode(one);
        range.setStartAfter(one);
      } else {
        (editor.lastElementChild || editor).append(one);
      }
      keep();
    });
    code.replaceWith(add);
  }

  show(area.value);
  area.hidden = true;
  area.after(editor);
})();
