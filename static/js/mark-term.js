// A button in the text editor: marks the selected words as a term of the glossary, so that readers can see what they
// mean. It is offered only for words that are in the glossary, as the term itself or as one of its other forms.
(() => {
  const { createElement } = window.React;
  const { EditorState, Modifier } = window.DraftJS;
  let settings;
  let slugs = new Map();

  // The settings stand further down in the page than this script, so they are read when a text first asks.
  function learn() {
    settings = JSON.parse(document.getElementById("mark-term-settings").textContent);
    fetch(settings.forms)
      .then((answer) => (answer.ok ? answer.json() : {}))
      .then((forms) => { slugs = new Map(Object.entries(forms)); })
      // Without the list no button is offered; a mark can still be written by hand.
      .catch(() => {});
  }

  function selectedWords(state) {
    const selection = state.getSelection();
    if (selection.isCollapsed() || selection.getStartKey() !== selection.getEndKey()) return "";
    const block = state.getCurrentContent().getBlockForKey(selection.getStartKey());
    return block.getText().slice(selection.getStartOffset(), selection.getEndOffset());
  }

  function marked(state, slug, words) {
    const mark = `{term:${slug}|${words}}`;
    const style = state.getCurrentInlineStyle();
    const content = Modifier.replaceText(state.getCurrentContent(), state.getSelection(), mark, style);
    return EditorState.push(state, content, "insert-characters");
  }

  function MarkTerm({ getEditorState, onChange }) {
    if (!settings) learn();
    const words = selectedWords(getEditorState());
    const slug = slugs.get(words.toLowerCase());
    if (!slug) return null;
    return createElement(window.Draftail.ToolbarButton, {
      name: "mark-term",
      label: settings.label,
      title: settings.description,
      onClick: () => onChange(marked(getEditorState(), slug, words)),
    });
  }

  window.draftail.registerPlugin({ type: "mark-term", inline: MarkTerm }, "controls");
})();
