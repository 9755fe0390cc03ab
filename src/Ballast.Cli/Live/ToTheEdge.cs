using Spectre.Console.Rendering;

namespace Ballast.Cli.Live;

/// <summary>A picture of at most so many lines, each erased to the terminal's edge, without a line break after the
/// last.</summary>
internal sealed class ToTheEdge : Renderable
{
    private readonly IRenderable picture;
    private readonly int height;

    /// <summary>Limits a picture.</summary>
    public ToTheEdge(IRenderable picture, int height)
    {
        this.picture = picture;
        this.height = height;
    }

    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        List<SegmentLine> lines = Segment.SplitLines(picture.Render(options, maxWidth), maxWidth);
        int last = Math.Min(lines.Count, height) - 1;
        for (int i = 0; i <= last; i++)
        {
            foreach (Segment segment in lines[i])
            {
                yield return segment;
            }

            yield return Segment.Control("\u001b[K");
            if (i < last)
            {
                yield return Segment.LineBreak;
            }
        }
    }
}
