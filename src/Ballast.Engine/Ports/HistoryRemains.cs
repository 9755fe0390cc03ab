namespace Ballast.Engine.Ports;

/// <summary>Whether more trades follow.</summary>
public enum HistoryRemains
{
    /// <summary>That was the last of them.</summary>
    Nothing = 0,

    /// <summary>The next read has more, or finds that there is none.</summary>
    More = 1,
}
