// Package analysis is the table of contents of the crime-analysis library: each question has a package of its own below it.
//
// Where does it happen? [github.com/wardmote/wardmote/analysis/density] draws the surface. Is it more than chance, and where?
// [github.com/wardmote/wardmote/analysis/association] tests counts and rates by area,
// [github.com/wardmote/wardmote/analysis/pattern] points, and [github.com/wardmote/wardmote/analysis/rate] makes rates that
// small areas can bear. Where do events crowd together? [github.com/wardmote/wardmote/analysis/cluster]. Is something going on
// now? [github.com/wardmote/wardmote/analysis/scan]. Is the next one near and soon?
// [github.com/wardmote/wardmote/analysis/nearrepeat]. Do few places have most of it?
// [github.com/wardmote/wardmote/analysis/concentration]. Which hot spots are new?
// [github.com/wardmote/wardmote/analysis/emerging]. Is it rising, and when did it change?
// [github.com/wardmote/wardmote/analysis/series]. At what hour? [github.com/wardmote/wardmote/analysis/aoristic]. Would the map
// have caught it? [github.com/wardmote/wardmote/analysis/accuracy]. Did it work?
// [github.com/wardmote/wardmote/analysis/effect]. Are powers used fairly?
// [github.com/wardmote/wardmote/analysis/disparity]. How sure is a survey?
// [github.com/wardmote/wardmote/analysis/survey].
//
// Distances are metres on a plane, times days or time.Time, counts events. Impossible input is an error that names the row,
// no answer holds a NaN, and a random result depends on its seed alone. The library describes places, times and groups; it
// never scores or predicts a person. README.md beside this file has the same table with what misleads and how often each
// test cries wolf.
package analysis
