"""Document -> text, HTML, PDF, page images, DOCX: each module knows compose.document and ONE library, and no Django."""
