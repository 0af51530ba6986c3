//! Inspects the bytes of a file: its kind, its size and the image dimensions, without decoding the image.

use crate::runtime::File;

/// The file kind according to the first bytes: an image, or unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Content {
    /// A JPEG image.
    Jpeg,
    /// A PNG image.
    Png,
    /// Any other file, including an empty one.
    Other,
}

impl Content {
    /// Returns the media type. It is `application/octet-stream` for an unknown file kind.
    #[inline]
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Other => "application/octet-stream",
        }
    }

    /// Returns the file name extensions of the file kind; empty if any extension is allowed.
    #[inline]
    #[must_use]
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png"],
            Self::Other => &[],
        }
    }
}

/// Facts about a file. The content of the file takes precedence over its declared name and type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFacts {
    /// The file kind according to the content.
    pub content: Content,
    /// The number of bytes.
    pub bytes: u64,
    /// The image's width in pixels; `None` if it is not an image, or its header is broken.
    pub width: Option<u32>,
    /// The image's height in pixels. Also `None` for a JPEG that stores its height only after the first scan.
    pub height: Option<u32>,
    /// The name of the file, if it is known.
    pub name: Option<String>,
    /// The declared media type.
    pub claimed: Option<String>,
}

impl FileFacts {
    /// Inspects the bytes. Only headers are read, so the time does not depend on the size of the image.
    #[inline]
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let content = content(bytes);
        let size = match content {
            Content::Jpeg => jpeg_size(bytes),
            Content::Png => png_size(bytes),
            Content::Other => None,
        };
        let known = |pixels: u32| (pixels > 0).then_some(pixels);
        Self {
            content,
            bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            width: size.and_then(|(width, _)| known(width)),
            height: size.and_then(|(_, height)| known(height)),
            name: None,
            claimed: None,
        }
    }

    /// Adds the name of the file, so that its extension is judged, too.
    #[inline]
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..self }
    }

    /// Adds a declared media type, such as the one from a browser's upload form.
    #[inline]
    #[must_use]
    pub fn claimed(self, media_type: impl Into<String>) -> Self {
        Self { claimed: Some(media_type.into()), ..self }
    }

    /// Returns whether the file starts like an image but has no readable dimensions: it is truncated, or its header is
    /// broken.
    #[inline]
    #[must_use]
    pub fn is_broken_image(&self) -> bool {
        self.content != Content::Other && self.width.is_none()
    }

    /// Returns the declared media type if the content is of another type.
    #[inline]
    #[must_use]
    pub fn false_claim(&self) -> Option<&str> {
        let claimed = self.claimed.as_deref()?;
        let plain = claimed.split_once(';').map_or(claimed, |(media_type, _)| media_type).trim();
        let vague = self.content == Content::Other && !plain.to_ascii_lowercase().starts_with("image/");
        // Browsers send this type for every file kind that they do not know.
        let unknown = plain.eq_ignore_ascii_case(Content::Other.media_type());
        (!vague && !unknown && !plain.eq_ignore_ascii_case(self.content.media_type())).then_some(claimed)
    }

    /// Returns the name if its extension does not match the file kind of the content.
    #[inline]
    #[must_use]
    pub fn false_name(&self) -> Option<&str> {
        let name = self.name.as_deref()?;
        let (_, ending) = name.rsplit_once('.')?;
        let belongs = |content: Content| content.extensions().iter().any(|known| known.eq_ignore_ascii_case(ending));
        let is_false = match self.content {
            Content::Other => belongs(Content::Jpeg) || belongs(Content::Png),
            image => !belongs(image),
        };
        is_false.then_some(name)
    }

    /// Returns the facts that rules judge. The media type is that of the content, regardless of the declared one.
    #[inline]
    #[must_use]
    pub fn to_file(&self) -> File {
        File {
            name: self.name.clone(),
            content_type: Some(self.content.media_type().to_owned()),
            bytes: Some(self.bytes),
            width: self.width.map(u64::from),
            height: self.height.map(u64::from),
        }
    }
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

#[inline]
fn content(bytes: &[u8]) -> Content {
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        Content::Jpeg
    } else if bytes.starts_with(PNG) {
        Content::Png
    } else {
        Content::Other
    }
}

/// Reads width and height of a PNG from its first chunk, which has to be the header.
#[inline]
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let chunk = bytes.get(PNG.len()..)?;
    let header = chunk.strip_prefix(b"\x00\x00\x00\x0DIHDR")?;
    let &[w1, w2, w3, w4, h1, h2, h3, h4] = header.first_chunk()?;
    Some((u32::from_be_bytes([w1, w2, w3, w4]), u32::from_be_bytes([h1, h2, h3, h4])))
}

/// Reads width and height of a JPEG: skips segments up to the first frame header of any coding process.
#[inline]
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.get(2..)?;
    loop {
        let (marker, after) = next_marker(rest)?;
        rest = match marker {
            // These markers have no segment: a reserved marker, the restart markers, and another start of image.
            0x01 | 0xD0..=0xD8 => after,
            // The frame header has to precede any scan and the end of the image, so there is none.
            0xD9 | 0xDA => return None,
            // These markers are in the range of frame headers but are not frame headers: Huffman tables, an extension,
            // and arithmetic coding.
            0xC4 | 0xC8 | 0xCC => segment(after)?.1,
            0xC0..=0xCF => {
                let &[_precision, h1, h2, w1, w2] = segment(after)?.0.first_chunk()?;
                return Some((u16::from_be_bytes([w1, w2]).into(), u16::from_be_bytes([h1, h2]).into()));
            }
            _ => segment(after)?.1,
        };
    }
}

/// Returns the next marker and the bytes after it. Skips fill bytes, and anything before the marker, as decoders do.
#[inline]
fn next_marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let mut previous = 0;
    for (index, byte) in bytes.iter().enumerate() {
        // A marker byte followed by zero is an escaped data byte, not a marker.
        if previous == 0xFF && !matches!(byte, 0x00 | 0xFF) {
            return Some((*byte, &bytes[index + 1..]));
        }
        previous = *byte;
    }
    None
}

/// Returns the content of a segment, which starts with its length, and the bytes after it.
#[inline]
fn segment(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let &[high, low] = bytes.first_chunk()?;
    let length = usize::from(u16::from_be_bytes([high, low]));
    Some((bytes.get(2..length)?, bytes.get(length..)?))
}
