namespace ObjectTree;

/// <summary>
/// A settable property that names one child. Set it in <see cref="SObject.OnBuild"/>; snapshots keep
/// it while it is a child, and a restored object has it again before <see cref="SObject.OnInit"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ChildAttribute : Attribute;
