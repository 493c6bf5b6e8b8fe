namespace ObjectTree.Tests.Programs;

/// <summary>Whether a transition has done anything that ends its chance to undo; where only the engine knows: perhaps.</summary>
internal enum Written
{
    Nothing,
    Perhaps,
    Surely,
}
