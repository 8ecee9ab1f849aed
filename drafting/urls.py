"""The URLs of the site."""

from allauth.account import views as allauth
from django.contrib import admin
from django.urls import include, path, re_path

from .views import accounts, exchange, library, pages, styles
from .views.curation import editions, items, queue, reports
from .views.drafts import (
    adding,
    assemblies,
    blocks,
    checking,
    contents,
    deadline,
    export,
    files,
    giving,
    guests,
    merging,
    paper,
    stages,
    stepping,
    style,
    texts,
)
from .views.drafts import versions as earlier
from .views.groups import groups as group_pages
from .views.groups import joining, people
from .views.my_data import pages as my_data

draft = [
    path("", contents.contents, name="draft"),
    path("kind/", stages.kind_and_assembly, name="draft_kind"),
    path("arguments/", stages.choose_arguments, name="draft_arguments"),
    path("text/", texts.compose_text, name="draft_text"),
    path("text/settings/", texts.settings, name="draft_text_settings"),
    path("text/add/", adding.add, name="draft_add"),
    path("text/<str:block>/", blocks.block, name="draft_block"),
    path("demands/", stages.demands_and_people, name="draft_demands"),
    path("style/", style.style, name="draft_style"),
    path("style/propose/", style.propose, name="draft_style_propose"),
    path("check/", checking.check, name="draft_check"),
    path("check/mend/", checking.mend, name="draft_mend"),
    path("check/let-stand/", checking.let_stand, name="draft_let_stand"),
    path("check/take-up/<int:dismissal_id>/", checking.take_up, name="draft_take_up"),
    path("take-back/", stepping.take_back, name="draft_take_back"),
    path("export/", export.export, name="draft_export"),
    path("export/counts/", export.count_pages, name="draft_counts"),
    path("export/package/", export.package, name="draft_package"),
    path("export/deadline/", deadline.deadline, name="draft_deadline"),
    path("export/<str:export_format>/", export.download, name="draft_download"),
    path("export/parts/<str:key>/<str:export_format>/", export.part, name="draft_part"),
    path("paper/", paper.paper, name="draft_paper"),
    path("paper/beside/", paper.beside, name="draft_beside"),
    path("paper/page-<int:page>/<slug:mark>.png", paper.picture, name="draft_picture"),
    path("paper/<int:version>/<int:page>.png", paper.page, name="draft_page"),
    path("versions/", earlier.versions, name="draft_versions"),
    path("versions/compare/", earlier.compare, name="draft_compare"),
    path("versions/<int:number>/", earlier.version, name="draft_version"),
    path("versions/<int:number>/name/", earlier.name_version, name="draft_version_name"),
    path("versions/<int:number>/restore/", earlier.restore_version, name="draft_restore"),
    path("versions/<int:number>/export/<str:export_format>/", earlier.download, name="draft_version_download"),
    path("merge/", merging.choose_texts, name="draft_merge"),
    path("copy/", contents.copy, name="draft_copy"),
    path("discard/", contents.discard_draft, name="draft_discard"),
    path("owner/", giving.hand_over, name="draft_hand_over"),
    path("link/", guests.link, name="draft_link"),
    path("take/", guests.take, name="draft_take"),
    path("erase/", guests.erase, name="draft_erase"),
]

runs = [
    path("", assemblies.assemblies, name="draft_assemblies"),
    path("<int:run_id>/", assemblies.run, name="draft_run"),
    path("<int:run_id>/papers.zip", assemblies.fetch, name="draft_run_fetch"),
    path("<int:run_id>/stop/", assemblies.stop, name="draft_run_stop"),
    path("<int:run_id>/go-on/", assemblies.go_on, name="draft_run_go_on"),
    path("<int:run_id>/remove/", assemblies.remove, name="draft_run_remove"),
]

curation = [
    path("", queue.queue, name="curation"),
    path("items/", items.items, name="curation_items"),
    path("new/<str:kind>/", editions.new, name="curation_new"),
    path("reports/<int:report_id>/", reports.answer, name="curation_report"),
    path("items/<slug:slug>/", items.item, name="curation_item"),
    path("items/<slug:slug>/start/", items.start, name="curation_start"),
    path("items/<slug:slug>/check/", items.check, name="curation_check"),
    path("items/<slug:slug>/retire/", items.retire, name="curation_retire"),
    path("items/<slug:slug>/<int:number>/", editions.edition, name="curation_edition"),
    path("items/<slug:slug>/<int:number>/edit/", editions.edit, name="curation_edit"),
    path("items/<slug:slug>/<int:number>/submit/", editions.submit, name="curation_submit"),
    path("items/<slug:slug>/<int:number>/publish/", editions.publish_edition, name="curation_publish"),
    path("items/<slug:slug>/<int:number>/send-back/", editions.send_back, name="curation_send_back"),
    path("items/<slug:slug>/<int:number>/decline/", editions.decline, name="curation_decline"),
    path("items/<slug:slug>/<int:number>/drop/", editions.drop, name="curation_drop"),
]

exchanges = [
    path("", exchange.index, name="exchange"),
    path("export/", exchange.export, name="exchange_export"),
    path("import/", exchange.upload, name="exchange_upload"),
    path("<int:batch_id>/", exchange.batch, name="exchange_batch"),
    path("<int:batch_id>/confirm/", exchange.confirm, name="exchange_confirm"),
    path("<int:batch_id>/throw-away/", exchange.throw_away, name="exchange_throw_away"),
    path("<int:batch_id>/undo/", exchange.undo, name="exchange_undo"),
]

groups = [
    path("", group_pages.group, name="group"),
    path("name/", group_pages.rename, name="group_rename"),
    path("end/", group_pages.end, name="group_end"),
    path("put-away/", group_pages.put_all_away, name="group_put_away"),
    path("people/", people.people, name="group_people"),
    path("people/<int:member_id>/role/", people.change_role, name="group_role"),
    path("people/<int:member_id>/remove/", people.remove, name="group_remove"),
    path("leave/", people.leave, name="group_leave"),
    path("hand-over/", people.hand_over, name="group_hand_over"),
    path("invitations/", joining.invite, name="group_invite"),
    path("invitations/<uuid:invitation_id>/withdraw/", joining.withdraw, name="group_withdraw"),
]

# Of allauth's pages those that are used here; those that need mail are there only where mail works.
account = [
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("signup/", allauth.signup, name="account_signup"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("email/", accounts.by_mail(allauth.email), name="account_email"),
    path("confirm-email/", accounts.by_mail(allauth.email_verification_sent), name="account_email_verification_sent"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/forgotten/", accounts.forgotten, name="account_reset_password"),
    path("password/forgotten/sent/", accounts.by_mail(allauth.password_reset_done), name="account_reset_password_done"),
    path("password/new/done/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("2fa/", include("allauth.mfa.urls")),
]

urlpatterns = [
    path("", pages.home, name="home"),
    path("sample-page.png", pages.sample_page, name="sample_page"),
    path("guide/", pages.user_guide, name="guide"),
    path("about/", pages.about, name="about"),
    path("privacy/", pages.privacy, name="privacy"),
    path("sources-note/", pages.sources_note, name="sources_note"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("library/", library.index, name="library"),
    path("library/arguments/<slug:slug>/", library.argument, name="argument"),
    path("library/facts/", library.facts, name="facts"),
    path("library/facts/<slug:slug>/", library.fact, name="fact"),
    path("library/sources/<slug:slug>/", library.source, name="source"),
    path("library/demands/<slug:slug>/", library.demand, name="demand"),
    path("library/quotations/<slug:slug>/", library.quotation, name="quotation"),
    path("library/figures/<slug:slug>/", library.figure, name="figure"),
    re_path(r"^library/figures/(?P<slug>[-\w]+)/(?P<file_format>pdf|docx)/$", library.figure_file, name="figure_file"),
    path("library/advice/", library.advice, name="advice"),
    path("library/terms/", library.terms, name="terms"),
    path("library/sets/", library.ready_sets, name="ready_sets"),
    path("try/<str:token>/", guests.open_link, name="guest_link"),
    path("drafts/new/", stages.new, name="draft_new"),
    path("drafts/assemblies/", stages.assemblies, name="assemblies"),
    path("drafts/open/", files.open_file, name="draft_open"),
    path("drafts/discarded/", contents.discarded, name="drafts_discarded"),
    path("drafts/<uuid:draft_id>/", include(draft)),
    path("drafts/<uuid:draft_id>/assemblies/", include(runs)),
    path("drafts/<uuid:draft_id>/bring-back/", contents.bring_back_draft, name="draft_bring_back"),
    path("styles/sample/<int:page>.png", styles.sample, name="style_sample"),
    path("report/<slug:slug>/", reports.report, name="report"),
    path("curation/exchange/", include(exchanges)),
    path("curation/", include(curation)),
    path("groups/", group_pages.my_groups, name="groups"),
    path("groups/new/", group_pages.new, name="group_new"),
    path("groups/<int:group_id>/", include(groups)),
    path("join/", joining.join, name="join"),
    path("join/<str:token>/", joining.join_link, name="join_link"),
    path("account/", accounts.account, name="account"),
    path("account/devices/", accounts.devices, name="account_devices"),
    path("account/data/", my_data.my_data, name="account_data"),
    path("account/data/download/", my_data.download, name="account_download"),
    path("account/close/", my_data.close, name="account_close"),
    path("first-admin/<str:token>/", accounts.first_admin, name="first_admin"),
    path("accounts/", include(account)),
    path("admin/help-to-sign-in/<int:user_id>/", accounts.help_to_sign_in, name="help_to_sign_in"),
    path("admin/", admin.site.urls),
]

handler400 = "drafting.views.pages.refused"
handler404 = "drafting.views.pages.not_found"
handler403 = "drafting.views.pages.forbidden"
handler500 = "drafting.views.pages.failed"
