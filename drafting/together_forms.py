"""Forms for writing together: comments, suggestions, links that are lent."""

from __future__ import annotations

from django import forms

from .form_fields import line, passage

DAYS = [("7", "7日"), ("30", "30日"), ("90", "90日")]


class CommentForm(forms.Form):
    text = passage("コメント", required=True, rows=3)


class SuggestionForm(forms.Form):
    text = passage("提案する文", required=True, rows=8)
    reason = passage("理由", rows=2, help_text="空けておいてもかまいません。")


class DeclineForm(forms.Form):
    answer = passage("見送る理由", required=True, rows=2, help_text="提案した人に見えます。")


class ShareForm(forms.Form):
    label = line("だれに渡しますか", most=80, help_text="自分の覚えです。渡した相手には見えません。")
    days = forms.ChoiceField(label="見られる日数", choices=DAYS, initial="30", widget=forms.RadioSelect)


class AskGroupForm(forms.Form):
    group_name = line("会派の名称", required=True, most=80, help_text="合意の画面に、この名称で出ます。")
    days = forms.ChoiceField(label="答えられる日数", choices=DAYS, initial="30", widget=forms.RadioSelect)

    def clean_group_name(self) -> str:
        return " ".join(str(self.cleaned_data["group_name"]).split())
