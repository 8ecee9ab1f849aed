/* Passkeys: what the reader is told when none came.  The rest is allauth's own mfa/js/webauthn.js. */
"use strict";

(() => {
  const REASONS = {
    NotAllowedError: "パスキーを使いませんでした。もう一度押すか、ほかの方法を選んでください。",
    InvalidStateError: "この端末のパスキーは、もう登録されています。",
    SecurityError: "このアドレスでは、パスキーを使えません。",
  };

  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const reason = REASONS[event.detail.exception?.name] || "このブラウザーでは、パスキーを使えませんでした。";
    Kobo.note(Kobo.byId("trouble"), reason);
  });

  /* The key Enter in the name asks for the passkey too. */
  document.addEventListener("submit", (event) => {
    const button = event.target.dataset.passkey;
    if (!button) return;
    event.preventDefault();
    Kobo.byId(button).click();
  });
})();
