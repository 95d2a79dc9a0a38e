"""What the scripts of the editor and of Django's admin say, which a catalogue of their own brings.

xgettext is not asked for these: the editor names its buttons in English without asking gettext for
another name, and static/js/editor_names.js does that for it.
"""

#: In the editor's own files: its dialogs.
DIALOGS = (
    "Update",
    "Cancel",
    "URL",
    "Title",
    "Open in new window",
    "Edit Link",
    "List properties",
    "Decimal numbers",
    "Lowercase letters",
    "Uppercase letters",
    "Lowercase Roman numerals",
    "Uppercase Roman numerals",
    "Bullets",
    "Start at",
    "List type",
    "Rows",
    "Columns",
    "Include header row",
    "Table Properties",
    "Insert Table",
    "Toggle fullscreen",
)
#: Its buttons, as the tooltips and the names that are read aloud.
BUTTONS = (
    "paragraph",
    "heading 2",
    "heading 3",
    "unordered list",
    "ordered list",
    "blockquote",
    "horizontal rule",
    "figure",
    "bold",
    "italic",
    "underline",
    "strike",
    "subscript",
    "superscript",
    "insert link",
    "remove link",
    "Insert table",
    "Add column",
    "Delete column",
    "Add row",
    "Delete row",
    "Merge cells",
    "Split cell",
    "Toggle header cell",
    "Delete table",
    "undo",
    "redo",
    "edit HTML",
)
#: What stands in its list of kinds of paragraphs, beside names of buttons.
KINDS = ("Paragraph", "Heading 2", "Heading 3", "several kinds")
#: Of Django's admin: what its own catalogues leave in English, or say in other words than ours.
ADMIN = (
    "Available %s",
    'Choose %s by selecting them and then select the "Choose" arrow button.',
    "Type into this box to filter down the list of available %s.",
    "Filter",
    "Choose all %s",
    "Choose selected %s",
    "Remove selected %s",
    "Chosen %s",
    'Remove %s by selecting them and then select the "Remove" arrow button.',
    "Type into this box to filter down the list of selected %s.",
    "(click to clear)",
    "Remove all %s",
    "You have unsaved changes on individual editable fields. If you run an action, your unsaved "
    "changes will be lost.",
    "You have selected an action, but you haven’t saved your changes to individual fields yet. "
    "Please click OK to save. You’ll need to re-run the action.",
    "You have selected an action, and you haven’t made any changes on individual fields. You’re "
    "probably looking for the Go button rather than the Save button.",
    "6 a.m.",
    "6 p.m.",
    "Now",
    "Choose a Time",
    "Choose a time",
    "Choose a Date",
)
#: The same, with the context.
IN_CONTEXT = (
    ("one letter Sunday", "S"),
    ("one letter Monday", "M"),
    ("one letter Tuesday", "T"),
    ("one letter Wednesday", "W"),
    ("one letter Thursday", "T"),
    ("one letter Friday", "F"),
    ("one letter Saturday", "S"),
)
#: The same, of one and of several.
COUNTED = (
    ("%s selected option not visible", "%s selected options not visible"),
    ("%(sel)s of %(cnt)s selected", "%(sel)s of %(cnt)s selected"),
    (
        "Note: You are %s hour ahead of server time.",
        "Note: You are %s hours ahead of server time.",
    ),
    (
        "Note: You are %s hour behind server time.",
        "Note: You are %s hours behind server time.",
    ),
)
