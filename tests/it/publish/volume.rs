//! Publishing onto a volume that is full for a while.

use std::process::Command;

use super::{Watch, log, soon};
use crate::faults::Mount;
use crate::support::{CONTENT, Server};

#[tokio::test]
async fn a_watch_outlives_a_disk_that_is_full() {
    let Some(volume) = Mount::new(&["-t", "tmpfs", "-o", "size=256k", "none"]) else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let text = |name: &str| folder.path().join(name).display().to_string();
    let server = Server::with(&["serve", "--content", CONTENT]);
    let target = volume.path().join("site").display().to_string();
    let (out, said) = (text("out"), folder.path().join("log"));
    let mut watch = Watch::start(&server, [&out, &target], &said);
    assert!(soon(|| log(&said).contains("No space left")).await);
    assert!(log(&said).contains("trying again in"), "{}", log(&said));
    assert_eq!(watch.0.try_wait().expect("a child"), None);
    let larger = Command::new("mount")
        .args(["-o", "remount,size=64m"])
        .arg(volume.path())
        .status();
    assert!(larger.expect("mount runs").success());
    let page = volume.path().join("site/index.html");
    assert!(soon(|| page.exists()).await, "{}", log(&said));
}
