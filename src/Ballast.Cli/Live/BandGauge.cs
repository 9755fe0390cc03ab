using Ballast.Core.Amounts;

namespace Ballast.Cli.Live;

/// <summary>A weight inside its band as a line of characters: target in the middle, the band's edges at both
/// ends.</summary>
internal static class BandGauge
{
    /// <summary>Draws a gauge.</summary>
    /// <param name="drift">w - t.</param>
    /// <param name="band">Half-width; zero draws an empty line.</param>
    /// <param name="width">Characters, odd and at least 7.</param>
    /// <returns>Markup.</returns>
    public static string Draw(Weight drift, Weight band, int width)
    {
        int inner = width - 2;
        if (band.Value <= 0m)
        {
            return $"[grey]{new string('·', width)}[/]";
        }

        decimal share = drift.Value / band.Value;
        if (Math.Abs(share) > 1m)
        {
            string line = new('─', inner);
            return share > 0m ? $"[grey]│{line}[/][red bold]▶[/]" : $"[red bold]◀[/][grey]{line}│[/]";
        }

        int middle = inner / 2;
        int place = middle + (int)Math.Round(share * middle, MidpointRounding.AwayFromZero);
        char[] cells = new string('─', inner).ToCharArray();
        cells[middle] = '┼';
        string colour = Math.Abs(share) > 0.75m ? "yellow" : "green";
        string left = new(cells[..place]);
        string right = new(cells[(place + 1)..]);
        return $"[grey]│{left}[/][{colour}]●[/][grey]{right}│[/]";
    }
}
