/* The editor names its buttons in English, whatever the page speaks. Here they get the names of the catalogue. */
import { Extension, Table as PlainTable, gettext, updateAttrsDialog } from "django-prose-editor/editor";

/* Whatever stands in the bar above a text. */
const GROUPS = "blockType nodes lists headings marks nodeClass textClass link textAlign table history utility";

function name(button) {
  if (!button?.title) return;
  button.title = gettext(button.title);
  button.setAttribute("aria-label", button.title);
}

export const Named = Extension.create({
  name: "named",
  priority: 1 /* The last: by then all have brought their buttons. */,
  addMenuItems({ buttons, menu }) {
    const { material } = buttons;
    buttons.material = (icon, title) => material(icon, title || gettext("several kinds"));
    for (const { button, option } of menu.items(GROUPS)) {
      name(button);
      if (option) option.textContent = gettext(option.textContent);
    }
  },
});

/* Its own dialog offers "Yes" and "No", which are what it reads as well: this one has a box to tick. */
const askForTable = updateAttrsDialog(
  {
    rows: { title: gettext("Rows"), format: "number", min: "1", max: "100" },
    cols: { title: gettext("Columns"), format: "number", min: "1", max: "100" },
    withHeaderRow: { title: gettext("Include header row"), type: "boolean" },
  },
  { title: gettext("Table Properties"), submitText: gettext("Insert Table") },
);

async function insertTable(editor) {
  const wanted = await askForTable(editor, { rows: "3", cols: "3" });
  if (!wanted) return;
  const [rows, cols] = [Number(wanted.rows) || 3, Number(wanted.cols) || 3];
  editor.chain().focus().insertTable({ rows, cols, withHeaderRow: wanted.withHeaderRow }).run();
}

export const Table = PlainTable.extend({
  addCommands() {
    return {
      ...this.parent?.(),
      insertTableWithOptions:
        () =>
        ({ editor }) => {
          insertTable(editor);
        },
    };
  },
});
