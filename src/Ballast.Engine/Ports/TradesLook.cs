namespace Ballast.Engine.Ports;

/// <summary>
/// A look at an account's trades in which several readers take part: each of them asked for trades before the venue
/// was asked in this look, so that an answer which has the trades of all markets is good for all of them. Two looks
/// are the same where they are the same object; it has no content.
/// </summary>
public sealed class TradesLook;
