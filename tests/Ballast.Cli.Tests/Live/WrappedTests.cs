using Ballast.Cli.Live;

namespace Ballast.Cli.Tests.Live;

public sealed class WrappedTests
{
    [Fact]
    public void Breaks_between_words_and_ends_with_an_ellipsis_where_there_is_no_more_room()
    {
        Wrapped.Lines("one two three four", 9, 3).ShouldBe(["one two", "three", "four"]);
        Wrapped.Lines("one two three four", 9, 2).ShouldBe(["one two", "three fo\u2026"]);
        Wrapped.Lines("short", 9, 3).ShouldBe(["short"]);
        Wrapped.Lines("/a/path/without/spaces", 9, 3).ShouldBe(["/a/path/w", "ithout/sp", "aces"]);
    }
}
