"""The paper as pictures."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from drafting.render.to_images import page_count, page_image, page_images
from drafting.render.to_pdf import to_pdf
from tests.render.documents import SAMPLES


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return to_pdf(SAMPLES["petition"])


@pytest.mark.parametrize(("dpi", "size"), [(72, (596, 842)), (144, (1191, 1684))])
def test_each_page_is_a_picture_of_a4(pdf: bytes, dpi: int, size: tuple[int, int]) -> None:
    images = [Image.open(BytesIO(png)) for png in page_images(pdf, dpi=dpi)]
    assert [(image.format, image.size) for image in images] == [("PNG", size)] * page_count(pdf)


def test_pictures_are_black_on_white(pdf: bytes) -> None:
    greys = Image.open(BytesIO(page_images(pdf)[1])).histogram()
    assert greys[255] > sum(greys) * 0.8
    assert sum(greys[:40]) > 1000


def test_one_page_alone_is_the_same_picture(pdf: bytes) -> None:
    assert page_image(pdf, 2) == page_images(pdf)[1]


@pytest.mark.parametrize("number", [0, 4, -1])
def test_a_page_that_is_not_there_is_an_error(pdf: bytes, number: int) -> None:
    with pytest.raises(IndexError):
        page_image(pdf, number)
