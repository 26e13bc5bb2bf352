"""Takes the pictures of docs/: `.venv/bin/python tests/screenshots.py`, about half a minute.

Everybody in them is invented: an archive of its own holds the samples of fixtures/ and the speeches of made_years.py.
"""
import json
import os
import subprocess
import sys
import tempfile
from base64 import b64decode, b64encode
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"

import numpy as np  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from tests.conftest import CHROMIUM, CHROMIUM_FLAGS  # noqa: E402
from tests.made_years import made_speeches  # noqa: E402
from tests.running_up import Up  # noqa: E402
from tests.small_png import small_png  # noqa: E402

DOCS = ROOT / "docs"
WIDE, PHONE = {"width": 1320, "height": 840}, {"width": 390, "height": 780}
MOST_BYTES = 150_000  # of one picture
PIXELS = """async (picture) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height), context = canvas.getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const drawn = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const reader = new FileReader();
    reader.readAsDataURL(new Blob([drawn.data]));
    await new Promise((done) => { reader.onload = done; });
    return [drawn.height, drawn.width, reader.result.split(",")[1]];
}"""
# picture → window, and the links that lead there from a page
PICTURES = {
    "home": (WIDE, "/", ()),
    "search": (WIDE, "/search/?q=基层治理", ()),
    "speech": (WIDE, "/search/?q=少开会", (".hit h2 a",)),
    "speech-phone": (PHONE, "/search/?q=少开会", (".hit h2 a",)),
    "document": (WIDE, "/search/?q=标题:门前一条河", (".hit h2 a", ".record a[href^='/documents/']:not([href*='?'])")),
    "meeting": (WIDE, "/search/?q=标题:门前一条河", (".hit h2 a", ".crumbs a[href^='/meetings/']")),
    "speaker": (WIDE, "/speakers/", ("a:text-is('温守渠')",)),
    "topic": (WIDE, "/topics/", ("a:text-is('民主监督')",)),
    "timeline": (WIDE, "/timeline/", ()),
}


def main():
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        up = Up(Path(folder) / "data")
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        try:
            link = up.said(r"/accounts/first/[\w-]+/")
            fill(up)
            for name, (window, address, links) in PICTURES.items():
                page = chromium.new_page(base_url=up.address, viewport=window, locale="zh-CN", reduced_motion="reduce")
                if name == "document":
                    sign_in(page, link)
                take(page, name, address, links)
        finally:
            chromium.close()
            up.end()


def fill(up):
    texts = up.folder.parent / "made.jsonl"
    texts.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in made_speeches()))
    own = {"ARCHIVE_DATA": str(up.folder), "DATABASE_URL": f"sqlite:///{up.folder}/archive.sqlite3"}
    subprocess.run([sys.executable, ROOT / "manage.py", "import_texts", texts], env={**os.environ, **own}, check=True)


def sign_in(page, link):
    page.goto(link)
    page.locator("main form button").click()
    page.wait_for_load_state()


def take(page, name, address, links):
    page.goto(address)
    for link in links:
        page.goto(page.locator(link).first.get_attribute("href"))
    page.mouse.move(0, 0)
    picture = b64encode(page.screenshot()).decode()
    page.goto("about:blank")  # where no content policy forbids to fetch the picture
    height, width, pixels = page.evaluate(PIXELS, picture)
    path = DOCS / f"{name}.png"
    path.write_bytes(small_png(np.frombuffer(b64decode(pixels), np.uint8).reshape(height, width, 4)[:, :, :3]))
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}  {size:,}{'  too large' if size > MOST_BYTES else ''}")


if __name__ == "__main__":
    main()
