using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Ballast.Cli.Reports;

/// <summary>
/// Markup that is written piece by piece. What stands in the holes of an interpolated string is text and is escaped;
/// only literals are markup, so that no name, path or sentence of a file can become any.
/// </summary>
internal sealed class HtmlText
{
    private readonly StringBuilder text = new();

    /// <summary>Adds markup with escaped holes.</summary>
    public HtmlText Add([InterpolatedStringHandlerArgument("")] ref Handler handler)
    {
        _ = handler.Holes;
        return this;
    }

    /// <summary>Adds what is markup already: a style, a script, another part of the page.</summary>
    public HtmlText AddMarkup(string markup)
    {
        text.Append(markup);
        return this;
    }

    /// <summary>All of it.</summary>
    public override string ToString() => text.ToString();

    /// <summary>Escapes the holes of an interpolated string on their way into the page.</summary>
    [InterpolatedStringHandler]
    public ref struct Handler
    {
        private readonly HtmlText page;

        /// <summary>Made by the compiler.</summary>
        public Handler(int literalLength, int formattedCount, HtmlText page)
        {
            this.page = page;
            page.text.EnsureCapacity(page.text.Length + literalLength);
            Holes = formattedCount;
        }

        /// <summary>How many holes there are.</summary>
        public int Holes { get; }

        /// <summary>Adds markup.</summary>
        public readonly void AppendLiteral(string markup) => page.text.Append(markup);

        /// <summary>Adds escaped text.</summary>
        public readonly void AppendFormatted(string? hole) =>
            page.text.Append(HtmlEncoder.Default.Encode(hole ?? ""));

        /// <summary>Adds a number or a name.</summary>
        public readonly void AppendFormatted(object? hole) =>
            AppendFormatted(Convert.ToString(hole, CultureInfo.InvariantCulture));
    }
}
