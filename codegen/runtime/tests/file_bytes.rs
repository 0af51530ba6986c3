//! Tests of inspecting file contents: the file type and the image size are read from all forms of headers, and no input
//! causes a panic.

use verispec_runtime::runtime::{Content, FileFacts};

/// Builds a segment from its marker, its length and its content.
fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap_or(u16::MAX).to_be_bytes();
    [&[0xFF, marker], &length[..], content].concat()
}

/// Builds a frame header for an image of 640 x 480 pixels.
fn frame(marker: u8) -> Vec<u8> {
    segment(marker, &[8, 0x01, 0xE0, 0x02, 0x80, 1, 1, 0x11, 0])
}

/// Builds a JPEG file: the start of an image, these segments, a scan with some data, and the end.
fn jpeg(segments: &[Vec<u8>]) -> Vec<u8> {
    let scan = [segment(0xDA, &[1, 1, 0, 0, 63, 0]), vec![0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56]].concat();
    [&[0xFF, 0xD8][..], &segments.concat(), &scan, &[0xFF, 0xD9]].concat()
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0, 1, 2, 3, 4]].concat();
    [b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR".as_slice(), &header, b"\0\0\0\0IEND\xAE\x42\x60\x82"].concat()
}

fn size(bytes: &[u8]) -> (Option<u32>, Option<u32>) {
    let facts = FileFacts::from_bytes(bytes);
    (facts.width, facts.height)
}

const SIZE: (Option<u32>, Option<u32>) = (Some(640), Some(480));
const NONE: (Option<u32>, Option<u32>) = (None, None);

#[test]
fn a_jpeg_is_known_by_its_frame_header_of_any_process() {
    for marker in [0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF] {
        let facts = FileFacts::from_bytes(&jpeg(&[segment(0xE0, b"JFIF\0"), frame(marker)]));
        assert_eq!((facts.content, facts.width, facts.height), (Content::Jpeg, Some(640), Some(480)), "{marker:x}");
        assert!(!facts.is_broken_image());
    }
}

#[test]
fn what_stands_before_the_frame_header_is_passed_over() {
    let thumbnail = jpeg(&[segment(0xC0, &[8, 0, 16, 0, 16, 1, 1, 0x11, 0])]);
    let exif = segment(0xE1, &[b"Exif\0\0".as_slice(), &thumbnail].concat());
    assert_eq!(size(&jpeg(&[exif, frame(0xC0)])), SIZE, "the size should be that of the image, not of its thumbnail");
    for tables in [0xC4, 0xC8, 0xCC, 0xDB, 0xDD, 0xFE] {
        assert_eq!(size(&jpeg(&[segment(tables, &[0xFF, 0xC0, 0, 9]), frame(0xC2)])), SIZE, "{tables:x}");
    }
    for strays in [vec![0xFF, 0xFF, 0xFF], vec![0xFF, 0xD3], vec![0xFF, 0x01], vec![0x00, 0x17], vec![0xFF, 0x00]] {
        let file = jpeg(&[segment(0xE0, b"JFIF\0"), strays.clone(), frame(0xC0)]);
        assert_eq!(size(&file), SIZE, "{strays:x?}");
    }
}

#[test]
fn a_jpeg_without_a_frame_header_before_its_scan_is_broken() {
    for segments in
        [vec![], vec![segment(0xDA, &[1, 1, 0, 0, 63, 0]), frame(0xC0)], vec![vec![0xFF, 0xD9], frame(0xC0)]]
    {
        let facts = FileFacts::from_bytes(&jpeg(&segments));
        assert_eq!((facts.content, facts.is_broken_image()), (Content::Jpeg, true));
    }
    let later = jpeg(&[segment(0xC0, &[8, 0, 0, 0x02, 0x80, 1, 1, 0x11, 0])]);
    assert_eq!(
        size(&later),
        (Some(640), None),
        "a height of 0 should be unknown, because the actual height may follow the first scan"
    );
    assert!(!FileFacts::from_bytes(&later).is_broken_image());
}

#[test]
fn a_png_is_known_by_its_header() {
    assert_eq!(size(&png(640, 480)), SIZE);
    assert_eq!(size(&png(u32::MAX, 1)), (Some(u32::MAX), Some(1)));
    let headless = [b"\x89PNG\r\n\x1a\n".as_slice(), b"\0\0\0\x04CgBI\x50\0\x20\x02"].concat();
    assert_eq!((size(&headless), FileFacts::from_bytes(&headless).is_broken_image()), (NONE, true));
    assert!(FileFacts::from_bytes(&png(0, 480)).is_broken_image());
}

#[test]
fn everything_else_is_bytes() {
    for other in [
        b"".as_slice(),
        b"GIF89a",
        b"%PDF-1.7",
        b"RIFF\0\0\0\0WEBP",
        b"\xFF\xD8",
        b"\x89PNG\r\n",
        b"\0\0\0\x18ftypheic",
    ] {
        let facts = FileFacts::from_bytes(other);
        assert_eq!((facts.content, facts.content.media_type()), (Content::Other, "application/octet-stream"));
        assert!(!facts.is_broken_image());
    }
}

#[test]
fn a_file_that_is_cut_off_gives_the_right_size_or_none() {
    let files = [png(640, 480), jpeg(&[segment(0xE0, b"JFIF\0"), segment(0xC4, &[0; 30]), frame(0xC2)])];
    for file in files {
        let known: Vec<bool> = (0..=file.len())
            .map(|length| {
                let found = size(&file[..length]);
                assert!(found == NONE || found == SIZE, "unexpected size {found:?} after {length} bytes");
                found == SIZE
            })
            .collect();
        assert!(known.is_sorted(), "more bytes should not change a size that is known");
        assert_eq!(known.last(), Some(&true));
    }
}

#[test]
fn no_bytes_make_it_fail() {
    let (mut state, mut broken, mut whole) = (0x2545_F491_4F6C_DD1D_u64, 0, 0);
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let files = [png(640, 480), jpeg(&[segment(0xE1, &[0xFF; 40]), segment(0xDB, &[1; 65]), frame(0xC0)])];
    for round in 0..20_000_usize {
        let mut file = files[round % 2].clone();
        for _ in 0..=random() % 4 {
            let place = usize::try_from(random()).unwrap_or(0) % file.len();
            file[place] = random().to_le_bytes()[0];
        }
        let facts = FileFacts::from_bytes(&file);
        assert_eq!(usize::try_from(facts.bytes), Ok(file.len()));
        assert!(facts.width.is_none_or(|width| width > 0) && facts.height.is_none_or(|height| height > 0));
        *(if facts.width.is_some() { &mut whole } else { &mut broken }) += 1;
    }
    assert!(whole > 1000 && broken > 1000, "too few files to prove anything: {whole} with a size and {broken} without");
}

#[test]
fn the_bytes_win_over_what_is_claimed() {
    let image = || FileFacts::from_bytes(&png(640, 480));
    let file = image().named("front.jpg").claimed("image/jpeg").to_file();
    assert_eq!(file.content_type.as_deref(), Some("image/png"));
    assert_eq!((file.width, file.height, file.bytes), (Some(640), Some(480), Some(png(640, 480).len() as u64)));

    assert_eq!(image().claimed("image/jpeg").false_claim(), Some("image/jpeg"));
    for right in ["image/png", "IMAGE/PNG", "image/png; charset=binary", "application/octet-stream"] {
        assert_eq!(image().claimed(right).false_claim(), None, "{right}");
    }
    let bytes = || FileFacts::from_bytes(b"\x01\x02");
    assert_eq!(bytes().claimed("image/png").false_claim(), Some("image/png"));
    assert_eq!(
        bytes().claimed("application/x-facetec").false_claim(),
        None,
        "a claim should not be false if nothing in the bytes contradicts it"
    );

    for (name, is_false) in
        [("front.jpg", true), ("front.PNG", false), ("front", false), ("front.bin", true), ("a.b/front", true)]
    {
        assert_eq!(image().named(name).false_name().is_some(), is_false, "{name}");
    }
    for (name, is_false) in [("map.bin", false), ("map.png", true), ("map", false)] {
        assert_eq!(bytes().named(name).false_name().is_some(), is_false, "{name}");
    }
}
