"""What allauth and django.contrib.auth say of signing in, passwords and the second factor."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

WORDS = (
    _("A new security key has been added."),
    _("A new set of recovery codes has been generated."),
    _("A new set of Two-Factor Authentication recovery codes has been generated."),
    _("A security key has been removed."),
    _("A user is already registered with this email address."),
    _("A user is already registered with this phone number."),
    _("A user with that username already exists."),
    _("Account Inactive"),
    _("Accounts"),
    _("Activate"),
    _("Activate Authenticator App"),
    _("Add Security Key"),
    _("After you’ve created a user, you’ll be able to edit more user options."),
    _("Alternative options"),
    _("An authenticator app is not active."),
    _("Are you sure you want to remove this security key?"),
    _("Are you sure you want to sign out?"),
    _("Are you sure?"),
    _("Authentication using an authenticator app is active."),
    _("Authenticator App"),
    _("Authenticator App Activated"),
    _("Authenticator app activated."),
    _("Authenticator App Deactivated"),
    _("Authenticator app deactivated."),
    _("Authenticator code"),
    _("Authenticator secret"),
    _("Backup key"),
    _("Bad Token"),
    _("Be patient, you are sending too many requests."),
    _("Code"),
    _("codename"),
    _("Confirm Access"),
    _("Deactivate"),
    _("Deactivate Authenticator App"),
    _("Designates that this user has all permissions without explicitly assigning them."),
    _("Designates whether the user can log into this admin site."),
    _(
        "Designates whether this user should be treated as active. Unselect this instead of "
        "deleting accounts."
    ),
    _("Disabled"),
    _("Download"),
    _("Download codes"),
    _("Edit Security Key"),
    _("Email"),
    _("Email (again)"),
    _("Email (optional)"),
    _("email address"),
    _("Enable password-based authentication for this user by setting a password."),
    _("Enabled"),
    _(
        "Enabling passwordless operation allows you to sign in using just this key, but "
        "imposes additional requirements such as biometrics or PIN protection."
    ),
    _("Enter a phone number including country code (e.g. +1 for the US)."),
    _(
        "Enter a valid username. This value may contain only letters, numbers, and "
        "@/./+/-/_ characters."
    ),
    _(
        "Enter a valid username. This value may contain only unaccented lowercase a-z and "
        "uppercase A-Z letters, numbers, and @/./+/-/_ characters."
    ),
    _("Enter an authenticator code:"),
    _("Enter the same password as before, for verification."),
    _("Enter your password:"),
    _("Forgot your password?"),
    _(
        "Forgotten your password? Enter your email address below, and we'll send you an "
        "email allowing you to reset it."
    ),
    _("Generate"),
    _("Generate new codes"),
    _("I have saved my recovery codes"),
    _("If it was you, you can sign up for an account using the link below."),
    _(
        "If you do not recognize this change then please take proper security precautions "
        "immediately. The change to your account originates from:\n\n- IP address: %(ip)s\n"
        "- Browser: %(user_agent)s\n- Date: %(timestamp)s"
    ),
    _("In case you forgot, your username is %(username)s."),
    _("Incorrect code."),
    _("Incorrect password."),
    _("Invalid login."),
    _("Invalid or expired key."),
    _("Key nr. {number}"),
    _("Logged out"),
    pgettext_lazy("field label", "Login"),
    _("MFA"),
    _("New Password (again)"),
    _("New password confirmation"),
    _("New Recovery Codes Generated"),
    _("No password set."),
    _("No recovery codes set up."),
    _("Note"),
    _("Old password"),
    _("Password (again)"),
    _("Password change successful"),
    _("Password Changed"),
    _("Password confirmation"),
    _("Password Reset"),
    _("Password reset"),
    _("Password reset complete"),
    _("Password Reset Email"),
    _("Password reset sent"),
    _("Password reset unsuccessful"),
    _("Password Set"),
    _("Password successfully set."),
    _("Passwordless"),
    _("permission"),
    _("permissions"),
    _("Please contact us if you have any trouble resetting your password."),
    _(
        "Please enter a correct %(username)s and password. Note that both fields may be "
        "case-sensitive."
    ),
    _("Please reauthenticate to safeguard your account."),
    _("Please select only one."),
    _("Please type your current password."),
    _("Raw passwords are not stored, so there is no way to see the user’s password."),
    _("Recovery codes"),
    _("Recovery Codes"),
    _("Remember Me"),
    _("Remove"),
    _("Remove Security Key"),
    _("Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only."),
    _("Reset My Password"),
    _("Reset password"),
    _("Save them  in a secure location now — they won't be shown again."),
    _("Security Key Added"),
    _("Security key added."),
    _("Security Key Removed"),
    _("Security key removed."),
    _("Security Keys"),
    _("Send me a sign-in code"),
    _("session key"),
    _("Sign in with a passkey"),
    _("Sign Out"),
    _("Signed out of all other sessions."),
    _("Specific permissions for this user."),
    _(
        "The groups this user belongs to. A user will get all permissions granted to each "
        "of their groups."
    ),
    _("The password is too similar to the %(verbose_name)s."),
    _("The password reset token was invalid."),
    _("The two password fields didn’t match."),
    _("The username and/or password you specified are not correct."),
    ngettext_lazy(
        "There is %(unused_count)s out of %(total_count)s recovery codes available.",
        "There are %(unused_count)s out of %(total_count)s recovery codes available.",
    ),
    _("This account is currently inactive."),
    _("This account is inactive."),
    _("This action will invalidate your existing codes."),
    _("This functionality requires JavaScript."),
    _("This mail can be safely ignored if you did not initiate this action."),
    _("This password is entirely numeric."),
    _("This password is too common."),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    _(
        "To protect your account with two-factor authentication, scan the QR code below "
        "with your authenticator app. Then, input the verification code generated by the "
        "app below."
    ),
    _("Too many failed login attempts. Try again later."),
    _("TOTP Authenticator"),
    _("Two-Factor Authentication"),
    _("Unknown Account"),
    _("Unused codes"),
    _("Use authenticator app or code"),
    _("Use your password"),
    _("user permissions"),
    _("User Sessions"),
    _("Username"),
    _("Username (optional)"),
    _("Username can not be used. Please use other username."),
    _("Username or email"),
    _("Username or phone"),
    _("Username, email or phone"),
    _(
        "We have sent you an email. If you have not received it please check your spam "
        "folder. Otherwise contact us if you do not receive it in a few minutes."
    ),
    _("WebAuthn"),
    _(
        "Whether the user will be able to authenticate using a password or not. If "
        "disabled, they may still be able to authenticate using other backends, such as "
        "Single Sign-On or LDAP."
    ),
    _("You are about to deactivate authenticator app based authentication. Are you sure?"),
    _("You are about to generate a new set of recovery codes for your account."),
    _("You are already logged in as %(user_display)s."),
    _(
        "You are receiving this email because you, or someone else, tried to access an "
        "account with email %(email)s. However, we do not have any record of such an "
        "account in our database."
    ),
    _("You are receiving this mail because the following change was made to your account:"),
    _("You can store this secret and use it to reinstall your authenticator app at a later time."),
    _("You cannot activate two-factor authentication until you have verified your email address."),
    _("You cannot add an email address to an account protected by two-factor authentication."),
    _("You cannot add more than %d email addresses."),
    _("You cannot deactivate two-factor authentication."),
    _("You cannot generate recovery codes without having two-factor authentication enabled."),
    _("You cannot remove your primary email address."),
    ngettext_lazy(
        "You have added %(count)s security key.",
        "You have added %(count)s security keys.",
    ),
    _("You have signed out."),
    _("You must type the same email each time."),
    _("You must type the same password each time."),
    _(
        "You're receiving this email because you or someone else has requested a password "
        "reset for your user account.\nIt can be safely ignored if you did not request a "
        "password reset. Click the link below to reset your password."
    ),
    _("Your old password was entered incorrectly. Please enter it again."),
    _("Your password can’t be a commonly used password."),
    _("Your password can’t be entirely numeric."),
    _("Your password can’t be too similar to your other personal information."),
    _("Your password has been changed."),
    _("Your password has been reset."),
    _("Your password has been set."),
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
    ),
)
