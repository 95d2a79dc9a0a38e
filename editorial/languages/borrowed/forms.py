"""What Django says of what is typed into forms, and of figures and moments."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

WORDS = (
    _(
        "%(datetime)s couldn’t be interpreted in time zone %(current_timezone)s; it may be "
        "ambiguous or it may not exist."
    ),
    _("%(field_label)s must be unique for %(date_field_label)s %(lookup_type)s."),
    _("%(from)s-%(to)s relationship"),
    _("%(from)s-%(to)s relationships"),
    _("(Hidden field %(name)s) %(error)s"),
    _("%(model)s instance with %(field)s %(value)r is not a valid choice."),
    _("%(model_name)s with this %(field_label)s already exists."),
    _("%(model_name)s with this %(field_labels)s already exists."),
    ngettext_lazy(
        "%(num)d day",
        "%(num)d days",
    ),
    ngettext_lazy(
        "%(num)d month",
        "%(num)d months",
    ),
    _("“%(pk)s” is not a valid value."),
    pgettext_lazy("String to return when truncating text", "%(truncated_text)s…"),
    _("“%(value)s” is not a valid UUID."),
    _("“%(value)s” value has an invalid date format. It must be in YYYY-MM-DD format."),
    _("“%(value)s” value has an invalid format. It must be in [DD] [[HH:]MM:]ss[.uuuuuu] format."),
    _("“%(value)s” value has an invalid format. It must be in HH:MM[:ss[.uuuuuu]] format."),
    _(
        "“%(value)s” value has an invalid format. It must be in YYYY-MM-DD "
        "HH:MM[:ss[.uuuuuu]][TZ] format."
    ),
    _("“%(value)s” value has the correct format (HH:MM[:ss[.uuuuuu]]) but it is an invalid time."),
    _(
        "“%(value)s” value has the correct format (YYYY-MM-DD HH:MM[:ss[.uuuuuu]][TZ]) but "
        "it is an invalid date/time."
    ),
    _("“%(value)s” value has the correct format (YYYY-MM-DD) but it is an invalid date."),
    _("“%(value)s” value must be a decimal number."),
    _("“%(value)s” value must be a float."),
    _("“%(value)s” value must be an integer."),
    _("“%(value)s” value must be either None, True or False."),
    _("“%(value)s” value must be either True or False."),
    _("“%(value)s” value must be either True, False, or None."),
    _(", "),
    _(":"),
    _(":?.!"),
    _("a.m."),
    _("AM"),
    _("and"),
    _("Constraint “%(name)s” is violated."),
    _("Currently"),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s decimal place.",
        "Ensure that there are no more than %(max)s decimal places.",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit before the decimal point.",
        "Ensure that there are no more than %(max)s digits before the decimal point.",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit in total.",
        "Ensure that there are no more than %(max)s digits in total.",
    ),
    ngettext_lazy(
        "Ensure this filename has at most %(max)d character (it has %(length)d).",
        "Ensure this filename has at most %(max)d characters (it has %(length)d).",
    ),
    ngettext_lazy(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
    ),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    _("Ensure this value is %(limit_value)s (it is %(show_value)s)."),
    _(
        "Ensure this value is a multiple of step size %(limit_value)s, starting from "
        "%(offset)s, e.g. %(offset)s, %(valid_value1)s, %(valid_value2)s, and so on."
    ),
    _("Ensure this value is a multiple of step size %(limit_value)s."),
    _("Ensure this value is greater than or equal to %(limit_value)s."),
    _("Ensure this value is less than or equal to %(limit_value)s."),
    _("Enter a complete value."),
    _("Enter a list of values."),
    _("Enter a number."),
    _("Enter a valid %(protocol)s address."),
    _("Enter a valid date."),
    _("Enter a valid date/time."),
    _("Enter a valid domain name."),
    _("Enter a valid duration."),
    _("Enter a valid email address."),
    _("Enter a valid integer."),
    _("Enter a valid JSON."),
    _("Enter a valid time."),
    _("Enter a valid URL."),
    _("Enter a valid UUID."),
    _("Enter a valid value."),
    _("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    _("Enter a valid “slug” consisting of Unicode letters, numbers, underscores, or hyphens."),
    _("Enter a whole number."),
    _("Enter only digits separated by commas."),
    _(
        "File extension “%(extension)s” is not allowed. Allowed extensions are: "
        "%(allowed_extensions)s."
    ),
    _(
        "ManagementForm data is missing or has been tampered with. Missing fields: "
        "%(field_names)s. You may need to file a bug report if the issue persists."
    ),
    _("No"),
    _("No file was submitted."),
    _("No file was submitted. Check the encoding type on the form."),
    _("None"),
    _("Null characters are not allowed."),
    _("Order"),
    _("p.m."),
    _("Please correct the duplicate data for %(field)s, which must be unique."),
    _("Please correct the duplicate data for %(field)s."),
    _(
        "Please correct the duplicate data for %(field_name)s which must be unique for the "
        "%(lookup)s in %(date_field)s."
    ),
    _("Please correct the duplicate values below."),
    _("Please either submit a file or check the clear checkbox, not both."),
    ngettext_lazy(
        "Please submit at least %(num)d form.",
        "Please submit at least %(num)d forms.",
    ),
    ngettext_lazy(
        "Please submit at most %(num)d form.",
        "Please submit at most %(num)d forms.",
    ),
    _("PM"),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("The inline value did not match the parent instance."),
    _("The number of days must be between {min_days} and {max_days}."),
    _("The submitted file is empty."),
    _("This field cannot be blank."),
    _("This field cannot be null."),
    _("This field is required."),
    _("Upload a valid image. The file you uploaded was either not an image or a corrupted image."),
    _("Value %(value)r is not a valid choice."),
    _("Value must be valid JSON."),
    _("yes,no,maybe"),
    _("…"),
)
