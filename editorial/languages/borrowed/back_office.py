"""What django.contrib.admin says on the screens of staff."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

WORDS = (
    _("%(app)s administration"),
    ngettext_lazy(
        "%(count)s %(name)s was changed successfully.",
        "%(count)s %(name)s were changed successfully.",
    ),
    ngettext_lazy(
        "%(counter)s result",
        "%(counter)s results",
    ),
    _("%(full_result_count)s total"),
    _("%(name)s with ID “%(key)s” doesn’t exist. Perhaps it was deleted?"),
    ngettext_lazy(
        "%(total_count)s selected",
        "All %(total_count)s selected",
    ),
    _("0 of %(cnt)s selected"),
    _("Action:"),
    _("Add"),
    _("Add %(name)s"),
    _("Add %s"),
    _("Add another %(model)s"),
    _("Add another %(verbose_name)s"),
    _("Add link"),
    _("Added:"),
    _("All"),
    _(
        'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? All of '
        "the following related items will be deleted:"
    ),
    _(
        "Are you sure you want to delete the selected %(objects_name)s? All of the "
        "following objects and their related items will be deleted:"
    ),
    _("Breadcrumbs"),
    _(" By %(filter_title)s "),
    _("Cannot delete %(name)s"),
    _("Change %s"),
    _("Change history: %s"),
    _("Change my password"),
    _("Change or view list link"),
    _("Change selected %(model)s"),
    _("Change:"),
    _("Changed:"),
    _("Click here to select the objects across all pages"),
    _("Currently:"),
    _("Date:"),
    _("Delete multiple objects"),
    _("Delete selected %(model)s"),
    _("Delete selected %(verbose_name_plural)s"),
    _("Delete?"),
    _("Deleted:"),
    _(
        "Deleting %(class_name)s %(instance)s would require deleting the following "
        "protected related objects: %(related_objects)s"
    ),
    _(
        "Deleting the %(object_name)s '%(escaped_object)s' would require deleting the "
        "following protected related objects:"
    ),
    _(
        "Deleting the %(object_name)s '%(escaped_object)s' would result in deleting related "
        "objects, but your account doesn't have permission to delete the following types of "
        "objects:"
    ),
    _(
        "Deleting the selected %(objects_name)s would require deleting the following "
        "protected related objects:"
    ),
    _(
        "Deleting the selected %(objects_name)s would result in deleting related objects, "
        "but your account doesn't have permission to delete the following types of objects:"
    ),
    _("Deletion"),
    _("Django site admin"),
    _("Error:"),
    _("Filter"),
    _("Filter navigation items"),
    _("Hide counts"),
    _("Hold down “Control”, or “Command” on a Mac, to select more than one."),
    _("Items must be selected in order to perform actions on them. No items have been changed."),
    _("Log out"),
    _("Model name"),
    _("Models in the %(name)s application"),
    _("My actions"),
    _("No action selected."),
    _("No, take me back"),
    _("None available"),
    _("Objects"),
    _("Password change"),
    ngettext_lazy(
        "Please correct the error below.",
        "Please correct the errors below.",
    ),
    _(
        "Please enter the correct %(username)s and password for a staff account. Note that "
        "both fields may be case-sensitive."
    ),
    _(
        "Please enter your old password, for security’s sake, and then enter your new "
        "password twice so we can verify you typed it in correctly."
    ),
    _("Popup closing…"),
    _("Recent actions"),
    _("Remove from sorting"),
    _("Run the selected action"),
    _("Save and add another"),
    _("Save and continue editing"),
    _("Save and view"),
    _("Save as new"),
    _("Select %s"),
    _("Select %s to change"),
    _("Select %s to view"),
    _("Select all %(total_count)s %(module_name)s"),
    _("Select all objects on this page for an action"),
    _("Select this object for an action - {}"),
    _("Show counts"),
    _("Site administration"),
    _("Skip to main content"),
    _("Sorting priority: %(priority_number)s"),
    _("Start typing to filter…"),
    _("Successfully deleted %(count)d %(items)s."),
    _("Thanks for spending some quality time with the web site today."),
    _("The %(name)s “%(obj)s” was deleted successfully."),
    _("The {name} “{obj}” was added successfully."),
    _("The {name} “{obj}” was added successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully."),
    _("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully. You may edit it again below."),
    _(
        "There’s been an error. It’s been reported to the site administrators via email and "
        "should be fixed shortly. Thanks for your patience."
    ),
    _("Time:"),
    _("Toggle navigation"),
    _("Toggle sorting"),
    _("Unknown content"),
    _("View"),
    _("View %s"),
    _("View on site"),
    _("View selected %(model)s"),
    _("View site"),
    _("We’re sorry, but the requested page could not be found."),
    _("Yes, I’m sure"),
    _("You don’t have permission to view or edit anything."),
    _("You may edit it again below."),
    _("Your password was changed."),
)
