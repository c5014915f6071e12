#!/usr/bin/env python3
"""Makes the files in made/ with software that is not ours: python-docx, openpyxl, reportlab, LibreOffice, pandoc and Python's email.

Everything in them is invented. Needs: pip install python-docx openpyxl reportlab; soffice and pandoc on the path. Run it in this folder.
"""
import datetime
import email.message
import email.policy
import os
import shutil
import subprocess
import tempfile

import docx
import openpyxl
import openpyxl.comments
import openpyxl.cell.rich_text as rich
from openpyxl.cell.text import InlineFont
from openpyxl.workbook.defined_name import DefinedName
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

OUT = "made"
STAMP = datetime.datetime(2024, 5, 1, 12, 0, 0)


def cv_docx(path):
    d = docx.Document()
    d.core_properties.author = "Wilma Beispiel"
    d.core_properties.created = d.core_properties.modified = STAMP
    d.add_heading("Wilma Beispiel", 0)
    p = d.add_paragraph("Mail: wilma.bei")
    p.add_run("spiel").bold = True
    p.add_run("@example.com, phone +1 202-555-0143")
    d.add_heading("Work experience", 1)
    t = d.add_table(rows=2, cols=2)
    t.cell(0, 0).text, t.cell(0, 1).text = "2019-2024", "Nurse, Example Clinic"
    t.cell(1, 0).text, t.cell(1, 1).text = "2015-2019", "Reference: bob.muster@example.org"
    d.sections[0].header.paragraphs[0].text = "CV wilma.beispiel@example.com"
    d.save(path)


def plain_docx(path):
    d = docx.Document()
    d.core_properties.created = d.core_properties.modified = STAMP
    d.core_properties.author = ""
    d.add_paragraph("Nothing to see here, the weather was fine.")
    d.save(path)


def book(path):
    wb = openpyxl.Workbook()
    wb.properties.creator = "Wilma Beispiel"
    wb.properties.created = wb.properties.modified = STAMP
    ws = wb.active
    ws.title = "wilma@example.com"
    ws.append(["name", "email", "phone", "card", "date of birth", "note"])
    ws.append(["Wilma Beispiel", "wilma@example.com", 12025550143, 4111111111111111, datetime.date(1984, 3, 9), "paid 17.50"])
    ws.append(["Bob Muster", "bob.muster@example.org", "+1 202-555-0187", 5555555555554444, datetime.date(1979, 12, 24), "call wilma@example.com"])
    ws["F4"] = rich.CellRichText("see bob", rich.TextBlock(InlineFont(b=True), ".muster@exam"), "ple.org")
    ws["G2"] = '=HYPERLINK("mailto:wilma@example.com","write")'
    ws["G3"] = "=IF(D2=4111111111111111,1,0)"
    ws["B2"].hyperlink = "mailto:wilma@example.com"
    ws["A2"].comment = openpyxl.comments.Comment("ask wilma@example.com", "wilma@example.com")
    ws.oddHeader.left.text = "list of wilma@example.com"
    ws.oddFooter.right.text = "Page &P of &N, bob.muster@example.org"
    ws2 = wb.create_sheet("Sums")
    ws2["A1"] = "='wilma@example.com'!D2"
    wb.defined_names["cards"] = DefinedName("cards", attr_text="'wilma@example.com'!$D$2:$D$3")
    wb.save(path)


def plain_book(path):
    wb = openpyxl.Workbook()
    wb.properties.created = wb.properties.modified = STAMP
    ws = wb.active
    ws.append(["size", "weight"])
    ws.append([3, 17.5])
    wb.save(path)


def cv_pdf(path):
    c = canvas.Canvas(path, pagesize=A4, invariant=1)
    c.setTitle("CV")
    c.setFont("Helvetica-Bold", 18)
    c.drawString(60, 780, "Wilma Beispiel")
    c.setFont("Helvetica", 11)
    c.drawString(60, 760, "Musterstraße 5, 12345 Beispielstadt")
    left = ["Contact", "wilma@example.com", "+1 202-555-0143", "born 9 March 1984"]
    right = ["Work experience", "Nurse at Example Clinic since 2019,", "before that at the Muster ward.", "Reference: bob.muster@example.org"]
    for i, (a, b) in enumerate(zip(left, right)):
        c.drawString(60, 720 - 16 * i, a)
        c.drawString(260, 720 - 16 * i, b)
    c.showPage()
    c.drawString(60, 780, "Page two: card 4111 1111 1111 1111")
    c.showPage()
    c.save()


def scan_pdf(path):
    c = canvas.Canvas(path, pagesize=A4, invariant=1)
    c.rect(60, 60, 200, 300, fill=1)
    c.showPage()
    c.save()


def locked_pdf(path):
    from reportlab.lib.pdfencrypt import StandardEncryption
    c = canvas.Canvas(path, pagesize=A4, encrypt=StandardEncryption("secret", canPrint=0))
    c.drawString(60, 780, "wilma@example.com")
    c.showPage()
    c.save()


def mail(path):
    m = email.message.EmailMessage(policy=email.policy.SMTP)
    m["From"] = "Wilma Müller <wilma@example.com>"
    m["To"] = "bob.muster@example.org"
    m["Subject"] = "Grüße von wilma@example.com"
    m["Date"] = "Wed, 01 May 2024 12:00:00 +0000"
    m.set_content("Schöne Grüße\nwilma@example.com\n", cte="quoted-printable")
    m.add_alternative("<p>Sch&ouml;ne Gr&uuml;&szlig;e <a href='mailto:wilma@example.com'>wilma<b>@example</b>.com</a></p>\n", subtype="html", cte="base64")
    m.add_attachment("name,mail\nBob,bob.muster@example.org\n", subtype="csv", filename="Liste für wilma@example.com.csv")
    text = m.as_bytes()
    for i in range(10):  # boundaries are drawn at random
        k = text.find(b"===============")
        if k < 0:
            break
        text = text.replace(text[k:text.index(b"==", k + 15) + 2], b"part-%d" % i)
    with open(path, "wb") as f:
        f.write(text)


def office(src, kind, name):
    with tempfile.TemporaryDirectory() as d:
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{d}/profile", "--convert-to", kind, "--outdir", d, src], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        base = os.path.splitext(os.path.basename(src))[0]
        shutil.copy(os.path.join(d, base + "." + kind.split(":")[0]), os.path.join(OUT, name))


MARKDOWN = """---
title: CV
---

# Wilma Beispiel

Mail <wilma@example.com>, *phone* +1 202-555-0143.

| since | where          |
|-------|----------------|
| 2019  | Example Clinic |

Ask [Bob](mailto:bob.muster@example.org).
"""


def main():
    os.makedirs(OUT, exist_ok=True)
    at = lambda n: os.path.join(OUT, n)
    cv_docx(at("python-docx.docx"))
    plain_docx(at("python-docx-plain.docx"))
    book(at("openpyxl.xlsx"))
    plain_book(at("openpyxl-plain.xlsx"))
    cv_pdf(at("reportlab.pdf"))
    scan_pdf(at("reportlab-scan.pdf"))
    locked_pdf(at("reportlab-locked.pdf"))
    mail(at("python.eml"))
    office(at("python-docx.docx"), "pdf", "libreoffice.pdf")
    office(at("python-docx.docx"), "docx", "libreoffice.docx")
    office(at("openpyxl.xlsx"), "xlsx", "libreoffice.xlsx")
    office(at("python-docx-plain.docx"), "docx", "libreoffice-plain.docx")
    with open(at("pandoc.md"), "w") as f:
        f.write(MARKDOWN)
    for kind in ("docx", "html", "rtf"):
        subprocess.run(["pandoc", "-s", at("pandoc.md"), "-o", at("pandoc." + kind)], check=True, env={**os.environ, "SOURCE_DATE_EPOCH": "1714564800"})
    office(at("pandoc.docx"), "pdf", "pandoc.pdf")


if __name__ == "__main__":
    main()
